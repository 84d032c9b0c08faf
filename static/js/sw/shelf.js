// What is kept for the time without a signal: the shell of this version, pages last seen, their files, and pictures up to a size.
const SHELL = `shell-${HOUSE.version}`, PAGES = "pages", FILES = "files", PICTURES = "pictures";
const PAGES_MOST = 30, FILES_MOST = 60, PICTURE_BYTES = 8 * 1024 * 1024;
const OFFLINE = "/offline", PARTS = /\/static\/[\w./-]+\.(?:css|js|svg)/g;
const named = (html, pattern) => new Set(html.match(pattern) || []);
const kept = (url, cacheName) => caches.match(url, { cacheName, ignoreVary: true });

// The offline page brings its own files; a language or theme that was chosen later fetches the page again.
async function layShell() {
  const page = await fetch(OFFLINE, { cache: "no-cache" });
  if (!page.ok) throw new Error("no shell");
  const shell = await caches.open(SHELL);
  await shell.addAll(named(await page.clone().text(), PARTS));
  await shell.put(OFFLINE, page);
}

// Public pages only: what may be kept says so, what is somebody's own is `no-store`.
function keepable(answer) {
  const caching = answer.headers.get("Cache-Control") || "no-store";
  const html = /^text\/html/.test(answer.headers.get("Content-Type"));
  return answer.status === 200 && !answer.redirected && html && !/no-store|private/.test(caching);
}

async function keepPage(url, answer) {
  const html = await answer.text(), pages = await caches.open(PAGES);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", Date.now());
  await pages.delete(url); // what is put again stands last
  await pages.put(url, new Response(html, { headers }));
  await shorten(pages, PAGES_MOST);
  for (const file of named(html, PARTS)) await takeOver(file, keepFile);
  for (const file of named(html, /\/media\/[\w.-]+/g)) await takeOver(file, keepPicture);
}

// What a page brought along before the worker was there lies in the browser's own cache; nothing is asked for twice.
async function takeOver(url, keep) {
  const answer = (await kept(url)) ? null : await fetch(url, { cache: "only-if-cached", mode: "same-origin" }).catch(() => null);
  if (answer?.ok) await keep(url, answer);
}

async function shorten(cache, most) {
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
}

async function keepFile(url, answer) {
  const files = await caches.open(FILES);
  await files.put(url, answer);
  await shorten(files, FILES_MOST);
}

const look = (url, size) => put("pictures", { url, size, used: Date.now() });

// The pictures that were looked at longest ago make room.
async function keepPicture(url, answer) {
  if (answer.status !== 200 || !/public/.test(answer.headers.get("Cache-Control"))) return;
  const size = (await answer.clone().blob()).size, pictures = await caches.open(PICTURES);
  if (size > PICTURE_BYTES / 8) return;
  await pictures.put(url, answer);
  await look(url, size);
  const rows = (await all("pictures")).sort((one, other) => other.used - one.used);
  let bytes = 0;
  for (const row of rows) {
    bytes += row.size;
    if (bytes > PICTURE_BYTES) await Promise.all([pictures.delete(row.url), drop("pictures", row.url)]);
  }
}

// A part of the offline page, in the language of this device, with its blanks filled.
async function piece(id, blanks = {}) {
  const html = await (await kept(OFFLINE, SHELL))?.text();
  const found = html?.split(`<template id="${id}">`)[1]?.split("</template>")[0] || "";
  return found.replace(/\[\[(\w+)\]\]/g, (_all, name) => blanks[name] ?? "").trim();
}
