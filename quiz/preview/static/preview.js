// The preview's pages: answers are graded where the bank is read, and what is saved is shown at once.
"use strict";

// Asking the server

async function ask(article, what, more) {
  const { question, seed } = article.dataset;
  const response = await fetch(`/question/${encodeURIComponent(question)}/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seed: Number(seed), ...more }),
  });
  const text = await response.text();
  if (response.ok) return text;
  const page = new DOMParser().parseFromString(text, "text/html");
  return (page.getElementById("main") ?? page.body).innerHTML;
}

// Shows a piece of HTML that the server made, which it escapes.
function show(place, piece) {
  place.innerHTML = piece;
  reachByKeyboard();
}

// What is wider than its place is scrolled with the keyboard too.
const SCROLLED = "pre, p, label, li, ul, ol, div, .text, math[display=block]";

function reachByKeyboard() {
  for (const one of document.querySelectorAll(SCROLLED)) {
    const { overflowX, overflowY } = getComputedStyle(one);
    const isWider = overflowX === "auto" && one.scrollWidth > one.clientWidth + 1;
    const isHigher = overflowY === "auto" && one.scrollHeight > one.clientHeight + 1;
    if (isWider || isHigher) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
}

// Answering

function parts(article) {
  return {
    form: article.querySelector("form.answering"),
    question: article.querySelector(".question"),
    echo: article.querySelector(".echo"),
    hints: article.querySelector(".hints"),
    said: article.querySelector(".said"),
    result: article.querySelector(".result"),
  };
}

function takenHints(article) {
  return [...parts(article).hints.children].map((hint) => Number(hint.dataset.place));
}

async function answer(article, what) {
  const { question, result, said } = parts(article);
  article.dataset.asked = what;
  const turn = nextTurn(article);
  const slow = setTimeout(() => {
    article.classList.add("waiting");
    said.textContent = "Grading …";
  }, 400);
  const more = { response: readResponse(question), hints: takenHints(article) };
  const piece = await ask(article, what, more).catch(() => NOT_CONNECTED);
  clearTimeout(slow);
  if (turn !== article.dataset.turn) return;
  article.classList.remove("waiting");
  show(result, piece);
  said.textContent = result.querySelector(".verdict")?.textContent ?? "";
}

async function takeHint(article, button) {
  const { question, hints } = parts(article);
  button.disabled = true;
  const more = { response: readResponse(question), hints: takenHints(article) };
  const piece = await ask(article, "hint", more).catch(() => NOT_CONNECTED);
  hints.insertAdjacentHTML("beforeend", piece);
  button.disabled = piece === "";
  if (piece === "") button.textContent = "No more hints";
}

// An answer that comes after a later one was asked for is not shown.
function nextTurn(article) {
  article.dataset.turn = String(Number(article.dataset.turn ?? 0) + 1);
  return article.dataset.turn;
}

const NOT_CONNECTED = '<p class="trouble">quiz preview does not answer: is it still running?</p>';

// What is typed, as it is read

function follow(article) {
  const { form, question, echo } = parts(article);
  const reads = (form.dataset.reads ?? "").split(" ").filter(Boolean);
  let waiting = 0;
  let turn = 0;
  question.addEventListener("input", (event) => {
    const blank = event.target.dataset.blank;
    if (!reads.includes(blank ?? "-")) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++turn;
      const more = { text: event.target.value, ...(blank ? { blank } : {}) };
      const piece = await ask(article, "echo", more).catch(() => null);
      if (piece === null || mine !== turn) return;
      const isKept = piece === "" && event.target.value.trim() !== "";
      if (!isKept) show(echo, piece);
    }, 120);
  });
}

function enlivenArticle(article) {
  const { form, question } = parts(article);
  if (!form) return;
  enliven(question);
  follow(article);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(article, "grade");
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (!button) return;
    if (button.dataset.does === "hint") takeHint(article, button);
    else answer(article, button.dataset.does);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

// Live on save: the parts of the page that changed are replaced, what was typed stays

const served = new Map();

function remember(page) {
  for (const region of page.querySelectorAll("[data-region]")) {
    served.set(region.id, region.outerHTML);
  }
}

let refreshes = 0;

async function refresh() {
  const mine = ++refreshes;
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== refreshes) return; // a later save is on its way
  const ids = (root) => [...root.querySelectorAll("[data-region]")].map((one) => one.id).join(" ");
  document.title = page.title;
  if (ids(page) !== ids(document)) {
    const before = new Map([...document.querySelectorAll("article.asked")].map(
      (article) => [article.id, kept(article)]));
    document.getElementById("main").replaceWith(page.getElementById("main"));
    served.clear();
    remember(document);
    for (const article of document.querySelectorAll("article.asked")) {
      enlivenArticle(article);
      restore(article, before.get(article.id));
    }
    enlivenPage();
    return;
  }
  for (const region of page.querySelectorAll("[data-region]")) {
    if (served.get(region.id) === region.outerHTML) continue;
    served.set(region.id, region.outerHTML);
    const old = document.getElementById(region.id);
    const before = old.matches("article.asked") ? kept(old) : undefined;
    old.replaceWith(region);
    region.classList.add("fresh");
    if (before) {
      enlivenArticle(region);
      restore(region, before);
    }
  }
  filterRows();
  reachByKeyboard();
}

// What was done in an article, to be done again in the one that replaces it.
function kept(article) {
  const { question, hints } = parts(article);
  if (!question) return undefined;
  const focused = article.contains(document.activeElement) ? document.activeElement : null;
  return {
    shape: question.dataset.shape,
    response: readResponse(question),
    asked: article.dataset.asked,
    hints: hints.innerHTML,
    focused: focused?.id,
    caret: focused?.selectionStart,
  };
}

function restore(article, before) {
  const { question, hints } = parts(article);
  if (!before || !question || question.dataset.shape !== before.shape) return;
  if (before.response !== null && !isUntouched(before.response)) {
    fillResponse(question, before.response);
    for (const field of question.querySelectorAll("input[type=text], textarea")) {
      if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  hints.innerHTML = before.hints;
  if (before.asked) answer(article, before.asked);
  const focused = before.focused && document.getElementById(before.focused);
  if (!focused) return;
  focused.focus();
  if (typeof before.caret === "number" && focused.setSelectionRange) {
    focused.setSelectionRange(before.caret, before.caret);
  }
}

function enlivenPage() {
  document.getElementById("filter")?.addEventListener("input", filterRows);
  filterRows();
  reachByKeyboard();
  document.querySelector("[data-does=print]")?.addEventListener("click", () => print());
  document.querySelector(".choosing-paper")?.addEventListener("change", (event) =>
    event.currentTarget.requestSubmit());
}

// The list of questions

function filterRows() {
  const field = document.getElementById("filter");
  if (!field) return;
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const list of document.querySelectorAll(".rows")) {
    let inList = 0;
    for (const row of list.children) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      inList += row.hidden ? 0 : 1;
    }
    list.hidden = list.previousElementSibling.hidden = inList === 0;
    found += inList;
  }
  document.querySelector(".found").textContent = words.length ? `${found} found` : "";
}

// News from the server

function say(state, text) {
  const live = document.getElementById("live");
  live.dataset.state = state;
  const told = live.querySelector(".text");
  if (told.textContent !== text) told.textContent = text;
}

let version = document.body.dataset.version;
let news = null;

function listen() {
  news?.close();
  news = new EventSource("/events");
  news.addEventListener("version", async (event) => {
    if (event.data === version) return;
    version = event.data;
    await refresh();
    document.body.dataset.version = version;
  });
  news.addEventListener("checking", (event) =>
    say("live", event.data ? `Live · ${event.data}` : "Live"));
  news.addEventListener("error", () => say("gone", "Not connected"));
}

// A page that nobody sees listens to nothing: browsers allow few connections.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    news?.close();
    news = null;
  } else if (!news) {
    listen();
  }
});

addEventListener("resize", reachByKeyboard);
remember(document);
document.querySelectorAll("article.asked").forEach(enlivenArticle);
enlivenPage();
if (!document.hidden) listen();
