// How much is kept, and the one button that empties it.
(() => {
  const form = document.getElementById("simpanan");
  if (!form) return;
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language);
  const size = new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });

  document.addEventListener("kreatr:device", async ({ detail }) => {
    const [pages, pictures, bytes] = form.querySelectorAll("dd");
    pages.textContent = number.format(detail.pages);
    pictures.textContent = number.format(detail.pictures);
    bytes.textContent = size.format(((await navigator.storage?.estimate())?.usage || 0) / 1e6);
    form.querySelector("label").hidden = !detail.waiting.length;
    form.hidden = false;
    document.querySelector("[data-none]").hidden = true;
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await window.askPhone({ ask: "empty", waiting: form.elements.waiting.checked });
    const told = form.querySelector("[role=status]");
    told.textContent = told.dataset.done;
  });
})();
