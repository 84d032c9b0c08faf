// The marketplace answers while one chooses; below 60em its filters open as a sheet that keeps focus.
(() => {
  const form = () => document.querySelector("form.market");
  let timer, opener;

  function send(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => form()?.requestSubmit(), wait);
  }
  document.addEventListener("change", (event) => event.target.id !== "q" && event.target.closest("form.market") && send(0));
  document.addEventListener("input", (event) => event.target.id === "q" && event.target.closest("form.market") && send(350));

  // Empty fields stay out of the address.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[role=search]")) return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  function sheet(open) {
    const rail = document.getElementById("saring");
    rail.classList.toggle("open", open);
    const dialog = { role: "dialog", "aria-modal": "true", "aria-labelledby": "saring-judul" };
    for (const [name, value] of Object.entries(dialog)) {
      if (open) rail.querySelector(".sheet").setAttribute(name, value);
      else rail.querySelector(".sheet").removeAttribute(name);
    }
    document.documentElement.classList.toggle("still", open);
    (open ? rail.querySelector("h2") : opener)?.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-sheet]");
    if (link) {
      event.preventDefault();
      opener = link;
      return sheet(true);
    }
    const rail = event.target.closest?.(".rail.open");
    if (!rail || !event.target.closest("[data-close], .shut")) return;
    if (event.target.closest("a")) event.preventDefault();
    sheet(false);
  });
  document.addEventListener("keydown", (event) => {
    const rail = document.querySelector(".rail.open");
    if (!rail) return;
    if (event.key === "Escape") sheet(false);
    if (event.key !== "Tab") return;
    const stops = [...rail.querySelectorAll(".sheet :is(a, button, input)")];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  });

  function tell() {
    const results = document.getElementById("hasil");
    const button = document.querySelector("button[data-shows]");
    if (results?.dataset.shows && button) button.textContent = results.dataset.shows;
    const chosen = document.querySelector("a[data-sheet] .n");
    if (chosen && results) chosen.textContent = results.dataset.chosen;
  }
  document.addEventListener("htmx:after:swap", tell);
  tell();
})();
