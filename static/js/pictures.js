// Choosing pictures and putting them in order: buttons, drop, paste, drag. Without it the buttons submit their form.
(() => {
  const all = (field) => [...field.querySelectorAll(".tile")];
  const say = (field, text) => (field.querySelector("[data-news]").textContent = text);
  const of = (event) => event.target.closest?.("[data-pictures]");

  function count(field) {
    const n = field.querySelectorAll(".tile:not(.bad)").length, most = Number(field.dataset.most);
    const shown = field.querySelector("[data-count]");
    if (most > 1) shown.textContent = shown.dataset.count.replace("{n}", n).replace("{all}", most);
    field.querySelector("[data-slot]").hidden = most > 1 && n >= most;
  }

  function choose(field, files) {
    const pictures = [...files].filter((file) => !file.type || file.type.startsWith("image/"));
    if (pictures.length) field.dispatchEvent(new CustomEvent("pictures:chosen", { bubbles: true, detail: pictures }));
  }

  const steps = {
    cover: (tile, row) => row[0].before(tile),
    earlier: (tile, row, n) => row[Math.max(0, n - 1)].before(tile),
    later: (tile, row, n) => row[Math.min(row.length - 1, n + 1)].after(tile),
  };

  function move(field, tile, verb) {
    const row = all(field), n = row.indexOf(tile);
    const other = { cover: 0, earlier: n - 1, later: n + 1 }[verb];
    if (other !== n && row[other]) steps[verb](tile, row, n);
    say(field, field.dataset.moved.replace("{n}", all(field).indexOf(tile) + 1).replace("{all}", row.length));
  }

  function remove(field, tile) {
    const row = all(field), next = row[row.indexOf(tile) + 1] || row[row.indexOf(tile) - 1];
    tile.remove();
    count(field);
    say(field, field.dataset.gone);
    (next?.querySelector("summary") || field.querySelector("input[type=file]")).focus();
  }

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.more[open]").forEach((open) => open.contains(event.target) || (open.open = false));
    const field = of(event), button = event.target.closest?.(".more button[name=picture]");
    if (!field || !button) return;
    event.preventDefault();
    const tile = button.closest(".tile"), verb = button.value.split(":")[0];
    if (verb === "remove") remove(field, tile);
    else {
      move(field, tile, verb);
      button.focus();
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest?.("details.more[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  document.addEventListener("change", (event) => {
    const field = of(event);
    if (!field || event.target.type !== "file") return;
    choose(field, event.target.files);
    event.target.value = "";
  });
  document.addEventListener("paste", (event) => {
    const field = of(event) || document.querySelector("[data-pictures]");
    if (field && event.clipboardData?.files.length) choose(field, event.clipboardData.files);
  });

  let dragged = null;
  document.addEventListener("dragstart", (event) => (dragged = event.target.closest?.(".shot")?.closest(".tile") || null));
  document.addEventListener("dragover", (event) => {
    const field = of(event), over = event.target.closest?.(".tile");
    if (field && (dragged || event.dataTransfer.types.includes("Files"))) event.preventDefault();
    if (!field?.contains(dragged) || !over || over === dragged) return;
    const row = all(field);
    over[row.indexOf(dragged) < row.indexOf(over) ? "after" : "before"](dragged);
  });
  document.addEventListener("drop", (event) => {
    const field = of(event);
    if (!field) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) choose(field, event.dataTransfer.files);
    else if (dragged) field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // What the form shows follows what it holds; a form is not sent while pictures are on their way.
  document.addEventListener("input", (event) => event.target.matches("[data-pictures]") && count(event.target));
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[data-pictures]:has(.sending)");
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(field, field.dataset.wait);
    field.scrollIntoView({ block: "center" });
  }, true);
})();
