// Choosing pictures and putting them in order by buttons. Without it the buttons submit their form.
(() => {
  const all = (field) => [...field.querySelectorAll(".tile:not(.bad)")];
  const say = (field, text) => (field.querySelector("[data-news]").textContent = text);
  const of = (event) => event.target.closest?.("[data-pictures]");

  function count(field) {
    const n = all(field).length, most = Number(field.dataset.most);
    const shown = field.querySelector("[data-count]");
    if (most > 1) shown.textContent = shown.dataset.count.replace("{n}", n).replace("{all}", most);
    field.querySelector("[data-slot]").hidden = most > 1 && n >= most;
  }

  function choose(field, files) {
    if (files.length) field.dispatchEvent(new CustomEvent("pictures:chosen", { bubbles: true, detail: [...files] }));
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

  // Pressed again it goes on; where it leads no further, the menu is done.
  function settle(tile, button) {
    const menu = tile.querySelector(".more");
    menu.open = button.offsetParent !== null;
    (menu.open ? button : menu.querySelector("summary")).focus();
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
      settle(tile, button);
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

  // What the form shows follows what it holds; a form is not sent while pictures are on their way. This is asked on the
  // window, before anybody takes the form for sent.
  document.addEventListener("input", (event) => event.target.matches("[data-pictures]") && count(event.target));
  addEventListener("submit", (event) => {
    const field = event.target.querySelector("[data-pictures]:has(.sending)");
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const told = field.querySelector("[data-told]");
    told.textContent = field.dataset.wait;
    told.scrollIntoView({ block: "center" });
  }, true);
})();
