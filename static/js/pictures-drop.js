// Pictures come by dropping and pasting too, and their tiles are put in order by dragging. The buttons do the same.
(() => {
  const of = (event) => event.target.closest?.("[data-pictures]");
  const choose = (field, files) => field.dispatchEvent(new CustomEvent("pictures:chosen", { bubbles: true, detail: [...files] }));

  document.addEventListener("paste", (event) => {
    const field = of(event) || document.querySelector("[data-pictures]");
    const files = [...(event.clipboardData?.files || [])].filter((file) => file.type.startsWith("image/"));
    if (field && files.length) choose(field, files);
  });

  let dragged = null;
  document.addEventListener("dragstart", (event) => (dragged = event.target.closest?.(".shot")?.closest(".tile") || null));
  document.addEventListener("dragover", (event) => {
    const field = of(event), over = event.target.closest?.(".tile");
    if (field && (dragged || event.dataTransfer.types.includes("Files"))) event.preventDefault();
    if (!field?.contains(dragged) || !over || over === dragged) return;
    const row = [...field.querySelectorAll(".tile")];
    over[row.indexOf(dragged) < row.indexOf(over) ? "after" : "before"](dragged);
  });
  document.addEventListener("drop", (event) => {
    const field = of(event);
    if (!field) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) choose(field, event.dataTransfer.files);
    else if (dragged) field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
