// Pages that seldom need htmx name it on <body> (data-htmx); it comes with the first tap that wants it, or with the first word
// written into a form of its.
(() => {
  let coming;

  window.bringHtmx = () => (coming ||= window.htmx ? Promise.resolve() : new Promise((done) => {
    const script = Object.assign(document.createElement("script"), { src: document.body.dataset.htmx });
    // htmx takes the page up in a task of its own, right after it has run.
    script.onload = script.onerror = () => setTimeout(done);
    document.head.append(script);
  }));

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[hx-get]");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
    if (!link || !plain || window.htmx || !document.body.dataset.htmx) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    await window.bringHtmx();
    link.ariaBusy = null;
    if (window.htmx) link.click();
    else location.assign(link.href);
  });

  const wanted = (form) => form?.matches("[hx-get], [hx-post]") && !window.htmx && document.body.dataset.htmx;
  document.addEventListener("focusin", ({ target }) => wanted(target.form) && window.bringHtmx());

  // Sent before it is there: the form waits for it; if it does not come, the form goes as all forms do.
  let waited = false;
  document.addEventListener("submit", async (event) => {
    if (waited || !wanted(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await window.bringHtmx();
    waited = true;
    event.target.requestSubmit(event.submitter);
  }, true);
})();
