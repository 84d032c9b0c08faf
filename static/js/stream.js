// An answer as it comes: new text is put at its end; when it is over, its finished part takes the place. Nobody's view is moved.
(() => {
  const LATER_MS = 3000;
  const told = document.getElementById("kabar-jawaban");
  const say = (text) => told && text && (told.textContent = text);

  // The text may stand as the event itself, or as its `t`.
  function textOf(event) {
    const data = JSON.parse(event.data);
    return typeof data === "string" ? data : data?.t || "";
  }

  // What was there when the page was drawn comes again with the stream: only what goes beyond it is added, once per frame.
  function writer(place) {
    let all = "", shown = place.textContent.length, frame = 0;
    const put = () => {
      frame = 0;
      if (all.length <= shown) return;
      place.append(all.slice(shown));
      shown = all.length;
    };
    return { add: (text) => ((all += text), (frame ||= requestAnimationFrame(put))), end: () => (cancelAnimationFrame(frame), put()) };
  }

  function finish(answer) {
    if (!answer.isConnected) return;
    window.htmx?.ajax("GET", answer.dataset.answer, { target: `#${answer.id}`, swap: "outerHTML" });
  }

  function follow(answer) {
    answer.dataset.followed = "";
    say(told?.dataset.begins);
    const source = new EventSource(answer.dataset.stream);
    const text = writer(answer.querySelector("[data-text]")), state = answer.querySelector("[data-state]");
    const over = (wait) => (source.close(), text.end(), setTimeout(finish, wait, answer));
    source.addEventListener("text", (event) => {
      if (state.textContent !== state.dataset.state) state.textContent = state.dataset.state;
      text.add(textOf(event));
    });
    source.addEventListener("end", () => over(0));
    // A line that broke comes back by itself from where it was; one that was refused is looked at again later.
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && over(LATER_MS));
    document.addEventListener("htmx:after:swap", () => answer.isConnected || source.close());
    addEventListener("pagehide", () => source.close());
  }

  function look() {
    document.querySelectorAll("[data-stream]:not([data-followed])").forEach(follow);
  }

  document.addEventListener("htmx:after:swap", () => {
    const over = !document.querySelector("[data-stream]");
    if (over && told?.textContent) say(document.querySelector(".answer[data-failed]") ? told.dataset.failed : told.dataset.ends);
    look();
  });
  look();
})();
