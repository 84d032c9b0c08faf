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

  const lost = () => document.getElementById("putus").content.firstElementChild.cloneNode(true);

  function tell(note, target) {
    document.getElementById("galat")?.remove();
    note.hidden = false;
    target.before(note);
    note.focus();
  }
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const status = ctx.response?.status || 0;
    const page = status >= 400 && new DOMParser().parseFromString(ctx.text, "text/html");
    const note = page && page.getElementById("galat");
    if (!note && status < 500) return;
    event.preventDefault();
    tell(note ? document.importNode(note, true) : lost(), ctx.target);
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx?.response || !ctx?.target || ctx.target === document.body) return;
    tell(lost(), ctx.target);
  });

  // The first field to mend, or the news that it worked.
  document.addEventListener("htmx:after:swap", () => {
    const place = document.querySelector('[aria-invalid="true"]:not([data-seen]), [data-sent]:not([data-seen]) h2');
    if (!place) return;
    (place.closest("[data-sent]") || place).dataset.seen = "";
    place.focus();
  });
})();
