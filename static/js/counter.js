// "64/1.000" beside a label follows what is typed; a button copies what it names.
(() => {
  document.addEventListener("input", (event) => {
    const shown = document.querySelector(`[data-count-for="${CSS.escape(event.target.id || "-")}"]`);
    if (!shown) return;
    const number = new Intl.NumberFormat(document.documentElement.lang);
    shown.textContent = `${number.format([...event.target.value].length)}/${number.format(event.target.maxLength)}`;
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    // Word joiners only keep flags like --ar on one line.
    const text = document.querySelector(button.dataset.copy).textContent.replaceAll("\u2060", "");
    await navigator.clipboard.writeText(text);
    button.querySelector("span").textContent = button.dataset.done;
  });

  const offer = () => navigator.clipboard && document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  document.addEventListener("htmx:after:swap", offer);
  offer();
})();
