// What this visit and this month cost and saved, on the page of the switch; see meter.js.
(() => {
  const part = document.getElementById("timbangan");
  if (!part || !window.meter) return;

  function show() {
    const books = window.meter.books();
    for (const line of part.querySelectorAll("[data-book]")) {
      line.textContent = window.meter.size(books[line.dataset.book][line.dataset.what]);
    }
    part.hidden = false;
  }

  part.querySelector("[data-forget]").addEventListener("click", () => {
    window.meter.forget();
    show();
    part.querySelector("[role=status]").textContent = part.dataset.forgotten;
  });
  document.addEventListener("kreatr:weighed", show);
  show();
})();
