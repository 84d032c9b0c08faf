// The tile at the editor's side follows what is typed and chosen.
(() => {
  const tile = () => document.getElementById("tampak");

  function follow(form) {
    for (const part of tile().querySelectorAll("[data-follows]")) {
      const { follows, empty = "" } = part.dataset;
      const chosen = form.querySelector(`[name="${follows}"]:checked`);
      part.textContent = (chosen ? chosen.parentElement.textContent : form.elements[follows].value || "").trim() || empty;
    }
  }

  function cover() {
    const first = document.querySelector("[data-pictures] [data-tile] img");
    const frame = tile()?.firstElementChild;
    if (!frame || frame.dataset.src === first?.currentSrc) return;
    const place = document.createElement("span");
    place.className = first ? "pic" : "slot";
    if (first) {
      const copy = new Image(first.naturalWidth, first.naturalHeight);
      copy.src = first.currentSrc || first.src;
      copy.alt = "";
      place.append(copy);
    }
    place.dataset.src = first?.currentSrc || "";
    frame.replaceWith(place);
  }

  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => {
    const form = event.target.closest("form.editor");
    if (form && tile()) follow(form);
  });
  const pictures = document.querySelector("form.editor [data-pictures]");
  if (pictures) new MutationObserver(cover).observe(pictures, { childList: true, subtree: true });
})();
