// An event's time on the clocks of this device, in a line that is kept free for it. Where they show the same, it stays empty.
(() => {
  for (const line of document.querySelectorAll("[data-at]")) {
    const at = new Date(line.dataset.at);
    if (-at.getTimezoneOffset() === Number(line.dataset.offset)) continue;
    const tongue = document.documentElement.lang === "en" ? "en-GB" : "id";
    const said = (parts) => new Intl.DateTimeFormat(tongue, parts).format(at);
    const time = said({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    line.textContent = line.dataset.words.replace("{time}", time).replace("{day}", said({ day: "numeric", month: "short" }));
  }
})();
