// Chosen pictures are sent two at a time, and shown in their form on the way; a lost signal only makes them wait.
(() => {
  const PARALLEL = 2, PAUSES = [2, 5, 15, 30]; // seconds
  const queue = [];
  let running = 0;
  const tiles = (field) => field.querySelectorAll(".tile:not(.bad)");
  const say = (field, text) => (field.querySelector("[data-news]").textContent = text);
  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const pause = (seconds) => new Promise((go) => { setTimeout(go, seconds * 1e3); addEventListener("online", go, { once: true }); });

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

  const post = (job, body) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", job.field.dataset.url);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (event) => (job.item.querySelector("progress").value = event.loaded / event.total);
    request.onloadend = () => done(request);
    job.item.addEventListener("abort", () => request.abort());
    request.send(body);
  });

  async function send(job) {
    const { field, item } = job, body = new FormData(), file = await window.lighterPicture(job.file);
    if (file.size > Number(field.dataset.mostBytes)) return refuse(job, field.dataset.heavy);
    body.append("csrf_token", field.form.elements.csrf_token.value);
    body.append("purpose", field.dataset.purpose);
    body.append("field", field.dataset.pictures);
    body.append("file", file, "picture");
    for (let tried = 0; item.isConnected; tried += 1) {
      const answer = await post(job, body);
      if (!item.isConnected) return;
      const page = new DOMParser().parseFromString(answer.responseText, "text/html");
      if (answer.status === 201) return arrive(job, page.querySelector(".tile"));
      if (answer.status && (answer.status < 500 || answer.status === 507)) return refuse(job, page.querySelector(".err span, #galat p, main p")?.textContent);
      if (tried >= PAUSES.length) return refuse(job);
      item.querySelector("p").textContent = field.dataset.lost;
      say(field, field.dataset.lost);
      await pause(PAUSES[tried]);
    }
  }

  function arrive({ field, item, number }, tile) {
    if (field.dataset.most === "1") tiles(field).forEach((other) => other !== item && other.remove());
    if (document.getElementById(tile.id)) item.remove();
    else item.replaceWith(tile), htmx.process(tile);
    say(field, field.dataset.sent.replace("{n}", number));
    changed(field);
  }

  function refuse({ field, item }, text) {
    const line = document.getElementById("keliru").content.firstElementChild.cloneNode(true);
    line.querySelector("span").textContent = text || field.dataset.failed;
    item.className = "tile bad";
    item.querySelector(".shot").replaceChildren(line);
    item.querySelector("button").textContent = field.dataset.discard;
    say(field, line.textContent);
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
    if (files.length > room) say(field, field.dataset.full);
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
    changed(field);
    field.querySelector("input[type=file]").focus();
  });
})();
