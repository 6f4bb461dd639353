// The screen in the hall: now and next. Everything it needs is in the page, so it goes on without a network; with one
// it looks for a newer release and sets its clock by the server's.
const POLL_MS = 60_000;
const JITTER_MS = 1_500; // the Date header counts whole seconds
const MINUTE_MS = 60_000;
const CLOCK = new Intl.DateTimeFormat("ko-KR", {
  timeZone: "Asia/Seoul", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

let data = read(document);
let offset = 0; // milliseconds from the browser's clock to the server's
let shown = "";

function read(page) {
  return JSON.parse(page.getElementById("display-data").textContent);
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// What a room shows at a moment: the session that runs and the one that follows.
function stateOf(room, at) {
  const running = room.sessions.findLast((one) => Date.parse(one.starts_at) <= at && at < Date.parse(one.ends_at));
  const following = room.sessions.find((one) => Date.parse(one.starts_at) > at);
  return { running, following };
}

function draw(states) {
  const panels = document.querySelector("[data-panels]");
  panels.dataset.count = Math.min(states.length, 6);
  panels.replaceChildren(...states.map(panel));
  const release = document.querySelector("[data-release]");
  release.textContent = release.dataset.text.replace("{}", data.number);
}

function panel({ room, running, following }) {
  const { labels } = data;
  const made = element("section", "panel");
  if (data.rooms.length > 1) made.append(element("h2", "panel__room", room.name));
  const first = running ?? following;
  if (!first) {
    made.append(element("p", "panel__title", labels.over));
    return made;
  }
  const line = element("p", "panel__line");
  line.append(element("strong", running ? "panel__now" : "panel__soon", running ? labels.now : labels.soon));
  line.append(element("span", "panel__hours", running ? first.hours : `${first.day} ${first.hours}`));
  const title = element("p", "panel__title", first.heading);
  if (first.heading.length > 28) title.classList.add("panel__title--long");
  made.append(line, title, element("p", "panel__note", first.note));
  const left = element("div", "panel__left");
  const bar = element("progress", "panel__bar");
  bar.setAttribute("aria-label", labels.now);
  bar.hidden = !running;
  left.append(bar, element("span", "panel__minutes"));
  made.append(left);
  const next = running ? following : room.sessions[room.sessions.indexOf(following) + 1];
  if (next) {
    const after = element("div", "panel__next");
    after.append(element("strong", "", labels.next), element("span", "panel__hours", next.hours));
    after.append(element("span", "panel__after", next.heading));
    made.append(after);
  }
  return made;
}

function tick() {
  const at = Date.now() + offset;
  const clock = document.querySelector("[data-clock]");
  clock.textContent = CLOCK.format(at);
  const states = data.rooms.map((room) => ({ room, ...stateOf(room, at) }));
  const key = JSON.stringify([data, states.map(({ running, following }) => [running?.id, following?.id])]);
  if (key !== shown) draw(states);
  shown = key;
  document.querySelectorAll(".panel").forEach((made, index) => count(made, states[index], at));
}

function count(made, { running, following }, at) {
  const minutes = made.querySelector(".panel__minutes");
  if (!minutes) return;
  const { labels } = data;
  if (running) {
    const [from, to] = [Date.parse(running.starts_at), Date.parse(running.ends_at)];
    Object.assign(made.querySelector(".panel__bar"), { max: to - from, value: at - from });
    minutes.textContent = labels.minutes_left.replace("{}", Math.ceil((to - at) / MINUTE_MS));
  } else {
    const wait = Math.ceil((Date.parse(following.starts_at) - at) / MINUTE_MS);
    minutes.textContent = wait <= 60 ? labels.minutes_until.replace("{}", wait) : "";
  }
}

async function look() {
  try {
    const asked = Date.now();
    const response = await fetch(location.href, { cache: "no-cache", signal: AbortSignal.timeout(10_000) });
    const answered = Date.now();
    setClock(response.headers.get("Date"), (asked + answered) / 2);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    data = read(page);
    tick();
  } catch {
    // No network, or no answer that can be read: the screen shows what it has.
  }
}

function setClock(date, at) {
  const measured = Date.parse(date) + 500 - at;
  if (Number.isFinite(measured) && Math.abs(measured - offset) > JITTER_MS) offset = measured;
}

async function stayAwake() {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // The browser may refuse, for instance when the battery is low.
  }
}

const button = document.querySelector("[data-fullscreen]");
button.hidden = !document.fullscreenEnabled;
button.addEventListener("click", () => document.documentElement.requestFullscreen());
document.addEventListener("visibilitychange", stayAwake);

tick();
look();
stayAwake();
setInterval(tick, 1_000);
setInterval(look, POLL_MS);
