// A work's pictures over the whole screen: arrow keys, buttons and swipes move on. Without it the link opens the picture.
(() => {
  const SWIPE_PX = 40;
  const frame = () => document.getElementById("besar");
  let shown = 0, start = null;

  function show(n) {
    const all = [...document.querySelectorAll("[data-big]")];
    shown = (n + all.length) % all.length;
    const picture = frame().querySelector("img");
    const { big, widths } = all[shown].dataset;
    picture.srcset = widths.split(",").map((width) => `${big.replace(/\d+\.webp$/, width)}.webp ${width}w`).join(", ");
    picture.src = big;
    picture.alt = all[shown].dataset.alt;
    frame().querySelector("p").textContent = all.length > 1 ? `${shown + 1}/${all.length}` : "";
    for (const button of frame().querySelectorAll("[data-step]")) button.hidden = all.length < 2;
  }

  document.addEventListener("click", (event) => {
    const step = event.target.closest?.("[data-step]");
    if (step) return show(shown + Number(step.dataset.step));
    const link = event.target.closest?.("a[data-zoom]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button || !frame()) return;
    event.preventDefault();
    show(Number(link.dataset.zoom));
    frame().showModal();
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && frame()?.open) show(shown + step);
  });
  document.addEventListener("pointerdown", (event) => (start = event.target.closest?.("#besar img") ? event.clientX : null));
  document.addEventListener("pointerup", (event) => {
    const moved = start === null ? 0 : event.clientX - start;
    if (Math.abs(moved) > SWIPE_PX) show(shown - Math.sign(moved));
    start = null;
  });
})();
