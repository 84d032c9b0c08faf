// One picture on its way to the server: it is tried again until it is there, or its tile is gone. A lost signal costs time only.
(() => {
  const PAUSES = [2, 5, 15, 30]; // seconds; a server that is in trouble is given up after the last
  const pause = (seconds) => new Promise((go) => { setTimeout(go, seconds * 1e3); addEventListener("online", go, { once: true }); });

  const post = (item, url, body) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (event) => (item.querySelector("progress").value = event.loaded / event.total);
    request.onloadend = () => done(request);
    item.addEventListener("abort", () => request.abort());
    request.send(body);
  });

  // Gives the finished request. `lost` is called at each loss; the tile says so until the next try.
  window.throughTheLine = async (item, url, body, lost) => {
    const line = item.querySelector("p"), label = line.textContent;
    for (let tried = 0; ; tried += 1) {
      const answer = await post(item, url, body);
      const over = answer.status && (answer.status < 500 || answer.status === 507 || tried >= PAUSES.length);
      if (over || !item.isConnected) return answer;
      line.textContent = item.closest("[data-pictures]").dataset.lost;
      lost();
      await pause(PAUSES[Math.min(tried, PAUSES.length - 1)]);
      line.textContent = label;
    }
  };
})();
