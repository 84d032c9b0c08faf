// Lite mode: a picture comes where its colour stood when it is asked for. Without this file the link opens the picture.
(() => {
  function put(picture, ground, link) {
    picture.alt = ground.getAttribute("aria-label") || "";
    if (document.activeElement === link) link.previousElementSibling?.focus({ preventScroll: true });
    ground.parentElement.classList.remove("lite");
    ground.replaceWith(picture);
    link.remove();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-load]");
    const ground = link?.parentElement.querySelector(".raw");
    if (!ground || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    const { width, height } = ground.viewBox.baseVal;
    const picture = new Image(width, height);
    picture.onload = () => put(picture, ground, link);
    picture.onerror = () => link.removeAttribute("aria-busy"); // the link stays, for another try
    picture.src = link.href;
  });
})();
