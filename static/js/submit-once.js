// One press, one sending; and what to show when an answer is an error page or never came.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("once" in form.dataset)) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return event.stopImmediatePropagation();
    }
    form.setAttribute("aria-busy", "true");
  }, true);
  const free = (form) => form?.removeAttribute?.("aria-busy");
  document.addEventListener("htmx:finally:request", (event) => free(event.target));
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(free));

  function tell(note, target) {
    document.getElementById("galat")?.remove();
    note.hidden = false;
    target.before(note);
    note.focus();
  }
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (!(ctx.response?.status >= 400) || !ctx.text?.includes('id="galat"')) return;
    event.preventDefault();
    const page = new DOMParser().parseFromString(ctx.text, "text/html");
    tell(document.importNode(page.getElementById("galat"), true), ctx.target);
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx?.response || !ctx?.target || ctx.target === document.body) return;
    tell(document.getElementById("putus").content.firstElementChild.cloneNode(true), ctx.target);
  });

  // The first field to mend, or the news that it worked.
  document.addEventListener("htmx:after:swap", () => {
    const place = document.querySelector('[aria-invalid="true"]:not([data-seen]), [data-sent]:not([data-seen]) h2');
    if (!place) return;
    (place.closest("[data-sent]") || place).dataset.seen = "";
    place.focus();
  });
})();
