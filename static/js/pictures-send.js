// Chosen pictures are sent two at a time, and shown in their form on the way.
(() => {
  const PARALLEL = 2;
  const queue = [];
  let running = 0;
  const tiles = (field) => field.querySelectorAll(".tile:not(.bad)");
  const say = (field, text) => (field.querySelector("[data-news]").textContent = text);
  const tell = (field, text) => (field.querySelector("[data-told]").textContent = text);
  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

  function row(field, number) {
    const item = Object.assign(document.createElement("li"), { className: "tile sending" });
    const label = field.dataset.sending.replace("{n}", number);
    item.innerHTML = '<div class="shot"><p class="small"></p><progress max="1"></progress></div><button type="button" class="btn dense"></button>';
    item.querySelector("p").textContent = label;
    item.querySelector("progress").setAttribute("aria-label", label);
    item.querySelector("button").textContent = field.dataset.cancel;
    field.querySelector(".tiles").append(item);
    return item;
  }

  async function send(job) {
    const { field, item } = job, body = new FormData(), file = await window.lighterPicture(job.file);
    if (file.size > Number(field.dataset.mostBytes)) return refuse(job, field.dataset.heavy);
    body.append("csrf_token", field.form.elements.csrf_token.value);
    body.append("purpose", field.dataset.purpose);
    body.append("field", field.dataset.pictures);
    body.append("file", file, "picture");
    const answer = await window.throughTheLine(item, field.dataset.url, body, () => say(field, field.dataset.lost));
    if (!item.isConnected) return;
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    if (answer.status === 201) return arrive(job, page.querySelector(".tile"));
    refuse(job, answer.status < 400 ? field.dataset.signin : page.querySelector(".err span, #galat p, main p")?.textContent);
  }

  function arrive({ field, item, number }, tile) {
    const held = item.contains(document.activeElement);
    if (field.dataset.most === "1") tiles(field).forEach((other) => other !== item && other.remove());
    if (document.getElementById(tile.id)) item.remove();
    else item.replaceWith(tile), htmx.process(tile);
    if (held) field.querySelector("input[type=file]").focus();
    say(field, field.dataset.sent.replace("{n}", number));
    settle(field);
  }

  // Last in the row, with the file's own name, which tells which one it was.
  function refuse({ field, item, file }, text) {
    const name = Object.assign(document.createElement("b"), { textContent: file.name });
    const line = document.getElementById("keliru").content.firstElementChild.cloneNode(true);
    line.querySelector("span").textContent = text || field.dataset.failed;
    item.className = "tile bad";
    item.querySelector(".shot").replaceChildren(name, line);
    field.querySelector(".tiles").append(item);
    item.querySelector("button").textContent = field.dataset.discard;
    say(field, line.textContent);
    settle(field);
  }

  // One is less on its way.
  function settle(field) {
    const told = field.querySelector("[data-told]");
    if (told.textContent === field.dataset.wait && !field.querySelector(".sending")) told.textContent = "";
    changed(field);
  }

  async function work() {
    if (running >= PARALLEL || !queue.length) return;
    running += 1;
    await send(queue.shift());
    running -= 1;
    work();
  }

  document.addEventListener("pictures:chosen", ({ target: field, detail: files }) => {
    const most = Number(field.dataset.most), room = most === 1 ? 1 : most - tiles(field).length;
    tell(field, files.length > room && most > 1 ? field.dataset.full : "");
    [...files].slice(0, Math.max(0, room)).forEach((file) => {
      const number = most === 1 ? 1 : tiles(field).length + 1;
      queue.push({ field, file, number, item: row(field, number) });
      work();
    });
    changed(field);
  });

  document.addEventListener("click", (event) => {
    const item = event.target.closest?.(".tile.sending, .tile.bad"), field = item?.closest("[data-pictures]");
    if (!item || !event.target.closest("button")) return;
    const place = queue.findIndex((job) => job.item === item);
    if (place >= 0) queue.splice(place, 1);
    item.dispatchEvent(new Event("abort"));
    item.remove();
    settle(field);
    field.querySelector("input[type=file]").focus();
  });
})();
