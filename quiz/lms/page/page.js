// The page: one question after another, what is said to the answer, and a summary at the end.
// Where it is kept and to whom it is reported is `keeper`'s business (keeping.js, scorm.js).
"use strict";

const VERDICTS = {
  correct: ["✓", "Right", "right"],
  partly_correct: ["~", "Partly right", "partly"],
  incorrect: ["✗", "Not right", "wrong"],
  invalid: ["?", "Not readable", "partly"],
};
const MARKS = { right: "It is right", partly: "It is partly right", wrong: "It is not right" };
const MOST_IN_STRIP = 60;

const stage = document.getElementById("stage");
const strip = document.getElementById("strip");
const state = { seed: 0, place: 0, answers: {} };
let keeper;
let items = [];
let isStarted = false;

// Elements: what stands in `inside` is text, or an element, or left out.
function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.filter(Boolean));
  return made;
}

const fill = (target, ...inside) => target.replaceChildren(...inside.filter(Boolean));

// An element with HTML that the export has written and escaped.
function written(html, className, tag = "div") {
  const made = element(tag, { class: className });
  made.innerHTML = html;
  return made;
}

const button = (label, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, label);
const figure = (number) => String(Math.round(number * 100) / 100);
const pointsText = (points) => `${figure(points)} ${points === 1 ? "point" : "points"}`;

// Makes what is too wide for the window, and is scrolled in its place, reachable with keys.
function reachable(inside) {
  for (const one of inside.querySelectorAll("p, ul, ol, pre, label, math, .text")) {
    const isWide = one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === "auto";
    if (isWide) one.tabIndex = 0;
  }
}

// Questions

const blocks = () => [...document.querySelectorAll("script.item")];

// The questions of this round: of those that share a pool, one.
function drawn(seed) {
  const pools = new Map();
  for (const block of blocks()) {
    const name = block.dataset.pool ?? block.dataset.ident;
    pools.set(name, [...(pools.get(name) ?? []), block]);
  }
  return [...pools].map(([name, found]) => {
    const block = found.length > 1 ? found[below(randomly(`${seed} ${name}`), found.length)] : found[0];
    const { ident, points } = block.dataset;
    return { ident, block, points: Number(points), isOwn: "own" in block.dataset };
  });
}

// What the page knows of a question; read when it is first wanted.
function contents(item) {
  item.contents ??= JSON.parse(item.block.textContent);
  return item.contents;
}

const peeked = (item) => state.answers[item.ident] ?? {};
const answerTo = (item) => (state.answers[item.ident] ??= { hints: 0, closed: false });

function earned(item) {
  const { score = 0, hints = 0 } = peeked(item);
  return Math.max(0, score - (hints && hints * contents(item).penalty)) * item.points;
}

// Points of the questions that the page grades; those that it cannot grade do not count.
function standing() {
  const total = { earned: 0, possible: 0, closed: 0, open: 0, own: 0 };
  for (const item of items) {
    const { closed } = peeked(item);
    total[closed ? "closed" : "open"] += 1;
    total.own += item.isOwn;
    total.possible += item.isOwn ? 0 : item.points;
    total.earned += closed && !item.isOwn ? earned(item) : 0;
  }
  return total;
}

// A question with its form, shuffled, and the answer that was given

function questionView(item) {
  const { html, shuffle } = contents(item);
  const view = written(html, "").firstElementChild;
  if (shuffle) shuffleForm(view, shuffle, randomly(`${state.seed} ${item.ident}`));
  enliven(view);
  const { response } = peeked(item);
  if (response !== undefined && response !== null) fillResponse(view, response);
  return view;
}

function show(place) {
  state.place = Math.min(place, items.length);
  keeper.keep(state, standing());
  showStrip();
  if (state.place === items.length) showSummary();
  else showQuestion(items[state.place]);
  window.scrollTo(0, 0);
  reachable(stage);
  const heading = stage.querySelector("h2");
  heading.tabIndex = -1;
  if (isStarted) heading.focus({ preventScroll: true });
  isStarted = true;
}

function showQuestion(item) {
  const { kind, hints, penalty } = contents(item);
  const answer = answerTo(item);
  const view = questionView(item);
  const told = element("div", { class: "told" });
  const hinted = element("div", { class: "hints", "aria-live": "polite" });
  hints.slice(0, answer.hints).forEach((hint) => hinted.append(written(hint, "hint")));
  const place = state.place + 1;
  const submit = element("button", { type: "submit", class: "main" },
    item.isOwn ? "Show the solution" : "Check the answer");
  const cost = penalty ? ` (costs ${figure(100 * penalty)} %)` : "";
  const more = button(`Hint${cost}`, () => {
    hinted.append(written(hints[answer.hints], "hint"));
    reachable(hinted);
    answer.hints += 1;
    more.hidden = answer.hints >= hints.length;
    if (more.hidden) submit.focus();
    keeper.keep(state, standing());
  });
  const next = button("", () => show(state.place + 1));
  const before = button("Back", () => show(state.place - 1), { class: "quiet" });
  const form = element("form", { novalidate: true, autocomplete: "off" },
    view, hinted, told, element("div", { class: "controls" }, submit, more, next, before));
  const arrange = () => {
    submit.hidden = answer.closed;
    more.hidden = answer.closed || answer.hints >= hints.length;
    before.hidden = state.place === 0;
    next.className = answer.closed ? "main" : "quiet";
    next.textContent = place === items.length ? "See the result" : answer.closed ? "Next question"
      : "Skip";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!answer.closed) close(item, view, told);
    arrange();
  });
  view.addEventListener("input", () => {
    if (!answer.closed) answer.response = readResponse(view);
  });
  const began = Date.now();
  item.spent = () => (Date.now() - began) / 1000;
  arrange();
  fill(stage,
    element("h2", {}, `Question ${place} of ${items.length}`,
      element("span", { class: "about" }, `${kind} · ${pointsText(item.points)}`)),
    form);
  if (answer.closed) {
    closeForm(view);
    markOptions(view, item);
    fill(told, ...verdictOf(item), solutionOf(item));
  }
}

// Grades an answer, or shows the solution to compare it with. What cannot be read stays open.
function close(item, view, told) {
  const answer = answerTo(item);
  const { key } = contents(item);
  const response = readResponse(view);
  if (isUntouched(response)) {
    tell(told, element("p", { class: "verdict partly" }, "There is no answer here yet."));
    return;
  }
  answer.response = response;
  const found = key ? grade(key, response) : null;
  if (found?.verdict === "invalid") {
    tell(told, ...verdictLines(found));
    return;
  }
  answer.closed = true;
  if (found) answer.score = found.score;
  closeForm(view);
  markOptions(view, item);
  tell(told, ...verdictOf(item), solutionOf(item));
  keeper.answered(item, answer, found, contents(item));
  keeper.keep(state, standing());
  showStrip();
}

function tell(told, ...parts) {
  fill(told, ...parts);
  reachable(told);
  parts[0].tabIndex = -1;
  parts[0].focus();
}

function verdictLines({ verdict, remarks }, said = "") {
  const [sign, word, style] = VERDICTS[verdict];
  return [
    element("p", { class: `verdict ${style}` },
      element("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}${said}`),
    remarks.length > 0 && written(remarks.join("\n"), "remarks"),
  ];
}

function verdictOf(item) {
  if (item.isOwn) return [selfMarking(item)];
  const { response, score, hints } = peeked(item);
  const found = response === undefined ? scored(score) : grade(contents(item).key, response);
  const taken = hints ? `, ${hints} hint${hints > 1 ? "s" : ""} taken` : "";
  return verdictLines(found, ` · ${figure(earned(item))} of ${pointsText(item.points)}${taken}`);
}

// Shows which options are right, and which were chosen and are not.
function markOptions(view, item) {
  const right = [].concat(contents(item).key?.right ?? []);
  for (const box of view.querySelectorAll(".choice input")) {
    const isRight = right.includes(JSON.parse(box.value));
    if (isRight || box.checked) box.parentElement.classList.add(isRight ? "right" : "wrong");
  }
}

// The page cannot check algebra: the learner compares, and it does not count.
function selfMarking(item) {
  const answer = answerTo(item);
  const { milestones } = contents(item);
  answer.reached ??= [];
  const marks = Object.entries(MARKS).map(([mark, label]) => element("label", {},
    element("input", { type: "radio", name: `${item.ident}--mark`, checked: answer.mark === mark,
      onchange: () => keep(() => { answer.mark = mark; }) }), ` ${label}`));
  const steps = milestones.map(([step, aloud], place) => element("label", { class: "step" },
    element("input", { type: "checkbox", "aria-label": aloud, checked: answer.reached.includes(place),
      onchange: ({ target }) => keep(() => {
        answer.reached = answer.reached.filter((one) => one !== place);
        if (target.checked) answer.reached.push(place);
      }) }), written(step, "", "span")));
  const keep = (change) => {
    change();
    keeper.keep(state, standing());
    showStrip();
  };
  return element("div", { class: "own" },
    element("p", {}, "This page cannot check this answer. Compare it with the solution: how you mark"
      + " it is for you alone and does not count."),
    steps.length > 0 && element("fieldset", {}, element("legend", {}, "Steps that you have"), ...steps),
    element("fieldset", {}, element("legend", {}, "Your own mark"), ...marks));
}

function solutionOf(item) {
  const { solution, explanation, mistakes } = contents(item);
  return element("div", { class: "solution" },
    element("h3", {}, item.isOwn ? "Solution" : "Answer"), written(solution, ""),
    mistakes.length > 0 && element("details", {},
      element("summary", {}, "Mistakes that are often made here"),
      ...mistakes.map((mistake) => written(mistake, "mistake"))),
    element("h3", {}, "Explanation"), written(explanation, ""));
}

// The strip of numbers, and the summary

function styleOf(item) {
  const answer = peeked(item);
  if (!answer.closed) return ["open", "open"];
  if (item.isOwn) return ["self", answer.mark ? MARKS[answer.mark].slice(3) : "not marked"];
  const [, word, style] = VERDICTS[scored(answer.score).verdict];
  return [style, word.toLowerCase()];
}

function showStrip() {
  strip.hidden = items.length > MOST_IN_STRIP;
  if (strip.hidden) return;
  const marks = items.map((item, place) => {
    const [style, word] = styleOf(item);
    return element("li", {}, button(String(place + 1), () => show(place), {
      class: style, "aria-label": `Question ${place + 1}, ${word}`,
      "aria-current": place === state.place && "step" }));
  });
  strip.replaceChildren(element("ol", {}, ...marks));
}

function showSummary() {
  const { earned: got, possible, open, own } = standing();
  const share = possible ? Math.round((100 * got) / possible) : 0;
  const rows = items.map((item, place) => {
    const [style, word] = styleOf(item);
    const details = element("details", { "data-place": place, ontoggle: () => unfold(details) },
      element("summary", {}, `Question ${place + 1}`, element("span", { class: `mark ${style}` }, word)));
    return element("li", {}, details);
  });
  const next = items.findIndex((item) => !peeked(item).closed);
  fill(stage,
    element("h2", {}, "Result"),
    possible > 0 && element("p", { class: "score" },
      element("strong", {}, `${figure(got)} of ${pointsText(possible)}`), ` · ${share} %`),
    possible > 0 && element("meter", { min: 0, max: possible, value: got, "aria-label": "Points" }),
    open > 0 && element("p", {}, `${open} of ${items.length} questions are open; they count as 0.`),
    own > 0 && element("p", {}, `${own} of ${items.length} are marked by yourself and do not count.`),
    keeper.remark && element("p", {}, keeper.remark),
    element("div", { class: "controls" },
      next >= 0 && button("Answer the open ones", () => show(next), { class: "main" }),
      button("Start again", restart, { class: next >= 0 ? "quiet" : "main" })),
    element("ol", { class: "review" }, ...rows),
    element("p", { class: "how" }, `The order and the numbers of this round have the seed ${state.seed};`
      + ` with #seed=${state.seed} at the end of the address they come again.`));
}

// The question in the summary, once it is looked at.
function unfold(details) {
  if (details.children.length > 1) return;
  const item = items[Number(details.dataset.place)];
  const view = questionView(item);
  closeForm(view);
  if (peeked(item).closed) markOptions(view, item);
  const told = element("div", { class: "told" }, ...(peeked(item).closed
    ? [...verdictOf(item), solutionOf(item)]
    : [element("p", {}, "Not answered yet.")]));
  details.append(view, told);
  reachable(details);
}

function restart() {
  begin(state.seed + 1);
  show(0);
}

function begin(seed) {
  Object.assign(state, { seed, place: 0, answers: {} });
  items = drawn(seed);
}

function start() {
  keeper = typeof platform === "function" ? platform() : browser();
  const wanted = /[#&]seed=(\d{1,9})\b/.exec(location.hash);
  begin(wanted ? Number(wanted[1]) : crypto.getRandomValues(new Uint16Array(1))[0]);
  const kept = keeper.kept();
  if (kept && (!wanted || kept.seed === state.seed)) {
    begin(kept.seed);
    const here = new Set(items.map((item) => item.ident));
    state.place = kept.place;
    state.answers = Object.fromEntries(
      Object.entries(kept.answers).filter(([ident]) => here.has(ident)));
  }
  window.addEventListener("beforeprint", () =>
    stage.querySelectorAll(".review details").forEach((one) => {
      unfold(one);
      one.open = true;
    }));
  show(state.place);
}
