// What is typed survives closing, reloading and a lost signal, for this tab; sending it clears it.
(() => {
  const key = (form) => `draft:${form.dataset.draft}`;
  const keeps = (field) => field.name && !["csrf_token", "website"].includes(field.name) && !["submit", "radio"].includes(field.type);

  function save(form) {
    const values = [...form.elements].filter(keeps).map((field) => [field.name, field.value]);
    sessionStorage.setItem(key(form), JSON.stringify(values));
  }

  // The client id comes back too, so a repeated sending is recognised as the same message.
  function restore(form) {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) || "[]");
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (!field || (field.value && field.type !== "hidden")) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // What was sent says whose draft is done; what waits on the device took the place of its form.
  function look(event) {
    for (const sent of document.querySelectorAll("[data-sent]")) {
      sessionStorage.removeItem(`draft:${sent.dataset.sent || event?.detail.ctx.sourceElement?.dataset.draft}`);
    }
    for (const form of document.querySelectorAll("form[data-draft]:not([data-kept])")) {
      form.dataset.kept = "";
      restore(form);
    }
  }

  document.addEventListener("input", (event) => event.target.form?.dataset.draft && save(event.target.form));
  document.addEventListener("htmx:after:swap", look);
  look();
})();
