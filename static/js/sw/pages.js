// Pages come from the network; without one as they were last seen, marked as such; else the offline page shows what there is.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const GONE = [403, 404, 410]; // what is not shown any more is not kept either

function ago(moment, language) {
  const seconds = Math.max(1, Math.round((Date.now() - moment) / 1000));
  const [unit, size] = UNITS.find(([, least]) => seconds >= least);
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(seconds / size), unit);
}

async function page(event) {
  const url = event.request.url.split("#")[0];
  const coming = Promise.resolve(event.preloadResponse).then((answer) => answer || fetch(event.request));
  try {
    const answer = await ((await kept(url, PAGES)) ? Promise.race([coming, late()]) : coming);
    if (keepable(answer)) event.waitUntil(keepPage(url, answer.clone()));
    else if (GONE.includes(answer.status)) event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(url)));
    return answer;
  } catch {
    coming.catch(() => null);
    return (await lastSeen(url)) || (await blankForm(url)) || (await kept(OFFLINE, SHELL)) || Response.error();
  }
}

async function lastSeen(url) {
  const found = await kept(url, PAGES);
  if (!found) return null;
  const html = await found.text(), language = html.match(/<html lang="([\w-]+)"/)?.[1] || "id";
  const note = await piece("kept", { ago: ago(Number(found.headers.get("X-Kept")), language) });
  return new Response(html.replace(/<main id="isi"[^>]*>/, (main) => main + note), { headers: found.headers });
}

// A message can be written without a signal too: the form of the shell, for the creator of this address.
async function blankForm(url) {
  const name = new URL(url).pathname.match(/^\/portfolio\/([\w-]+)\/contact$/)?.[1], shell = name && (await kept(OFFLINE, SHELL));
  if (!shell) return null;
  const form = await piece("contact", { name, id: crypto.randomUUID() });
  const html = (await shell.text()).replace(/(<main[^>]*>)[^]*(?=<\/main>)/, (_all, main) => main + form);
  return new Response(html, { headers: shell.headers });
}

async function file(event) {
  const url = event.request.url.split("#")[0];
  const found = await caches.match(url, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(keepFile(url, answer.clone()));
  return answer;
}

async function picture(event) {
  const { url } = event.request, found = await kept(url, PICTURES);
  if (found) {
    event.waitUntil(get("pictures", url).then((row) => row && look(url, row.size)));
    return found;
  }
  const answer = await fetch(event.request);
  event.waitUntil(keepPicture(url, answer.clone()));
  return answer;
}
