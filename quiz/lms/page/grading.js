// Grading as quiz/questions does it, with the keys that quiz/lms/writing/page/keys.py writes.
// A grade is {verdict, score, remarks, beyond}: remarks are HTML; `beyond` says that only this page
// could not read the response.
"use strict";

const escaped = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
const paragraph = (text) => `<p>${escaped(text)}</p>`;
const sameText = (text) => spaceless(text).join(" ");

function scored(score, ...remarks) {
  const verdict = score >= 1 ? "correct" : score > 0 ? "partly_correct" : "incorrect";
  return { verdict, score, remarks: remarks.filter(Boolean) };
}

function invalid(text, beyond = false) {
  return { verdict: "invalid", score: null, remarks: [paragraph(text)], beyond };
}

// The grade of a response, whatever it is, by a question's key.
function grade(key, response) {
  return GRADERS[key.kind](key, response);
}

const GRADERS = {
  truth: gradeTruth,
  one: gradeOne,
  several: gradeSeveral,
  pairs: gradePairs,
  order: gradeOrder,
  number: gradeNumber,
  words: gradeWords,
  choice: gradeChoice,
  blanks: gradeBlanks,
};

function gradeTruth(key, response) {
  if (typeof response !== "boolean") return invalid("Choose true or false.");
  return scored(Number(response === key.right), key.remarks[response]);
}

const isPlace = (number, list) => Number.isInteger(number) && number >= 1 && number <= list.length;

function gradeOne(key, response) {
  if (!isPlace(response, key.remarks)) return invalid("Choose one of the options.");
  return scored(Number(key.right.includes(response)), key.remarks[response - 1]);
}

function gradeSeveral(key, response) {
  if (!Array.isArray(response) || !response.every((one) => isPlace(one, key.remarks))) {
    return invalid("Choose any of the options.");
  }
  const picked = [...new Set(response)].sort((a, b) => a - b);
  const hits = picked.filter((one) => key.right.includes(one)).length;
  const strays = picked.length - hits;
  const isRight = strays === 0 && hits === key.right.length;
  const score = key.partial ? Math.max(0, (hits - strays) / key.right.length) : Number(isRight);
  let tally = `${hits} of the ${key.right.length} right options picked`;
  tally += strays ? `, and ${strays} wrong.` : ".";
  if (!key.right.length) tally = "No option is right here, so the right answer picks none.";
  return scored(score, ...picked.map((one) => key.remarks[one - 1]),
    score === 1 ? "" : paragraph(tally));
}

function gradePairs(key, response) {
  const count = key.rights.length;
  if (!Array.isArray(response) || response.length !== count) {
    return invalid("Choose what goes with each; a row may be left open.");
  }
  const known = new Set([...key.rights, ...key.distractors]);
  const given = response.map((one) => (typeof one === "string" ? sameText(one) : one));
  const stranger = given.find((one) => one !== null && !known.has(one));
  if (stranger !== undefined) return invalid("This is none of the right sides.");
  const wrong = key.lefts.filter((_, row) => given[row] !== key.rights[row]);
  const right = count - wrong.length;
  if (!wrong.length) return scored(1);
  if (!right) return scored(0, paragraph(`None of the ${count} pairs is right.`));
  const rows = wrong.map((left) => `<li>${left}</li>`).join("");
  return scored(right / count,
    `<p>${right} of ${count} pairs are right; look again at:</p><ul>${rows}</ul>`);
}

function gradeOrder(key, response) {
  if (!Array.isArray(response)) return invalid("Put the items in order.");
  const ranks = new Map(key.ranks);
  const distractors = new Set(key.distractors);
  const placed = response.map((one) => (typeof one === "string" ? sameText(one) : null));
  if (placed.some((one) => !ranks.has(one) && !distractors.has(one))) {
    return invalid("This is none of the items.");
  }
  if (new Set(placed).size < placed.length) return invalid("An item stands in the answer twice.");
  const found = placed.filter((one) => ranks.has(one)).map((one) => ranks.get(one));
  const inOrder = longestInOrder(found);
  const strays = placed.length - found.length;
  const count = key.ranks.length;
  return scored(Math.max(0, (inOrder - 1 - strays) / (count - 1)),
    inOrder < count && paragraph(`${inOrder} of ${count} items stand in the right order.`),
    found.length < count && paragraph(`Items left out: ${count - found.length}.`),
    strays && paragraph(`Placed although they belong nowhere: ${strays}.`));
}

// The length of the longest subsequence that never goes down.
function longestInOrder(ranks) {
  const lengths = [];
  ranks.forEach((rank, place) => {
    const before = lengths.filter((_, other) => ranks[other] <= rank);
    lengths[place] = 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...lengths);
}

// Numbers

function gradeNumber(key, response) {
  let typed;
  try {
    typed = readNumber(response, key);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return invalid(error.message, error.beyond);
  }
  if (isNear(typed.value, key.right)) return scored(1);
  if (typed.percent !== undefined && isNear(typed.percent, key.right)) {
    return invalid("Leave out the percent sign: it makes this a hundredth.");
  }
  const mistake = key.mistakes.find((one) => isNear(typed.value, one.near));
  if (mistake) return scored(mistake.score, mistake.remark);
  const number = exact(typed.value);
  const isCoarse = key.coarse.some((one) => compare(number, fraction(one)) === 0);
  return scored(0, isCoarse && paragraph("Keep more digits."));
}

// Words

const DASHES = "‐‑‒–—−\\-";
const QUOTES = { "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"' };
const LAST = new RegExp("[ .!]+$", "u");
const ARTICLE = new RegExp(`^(?:it is|it's|a|an|the)[${SPACE}]+(?=[${WORDLY}][${WORDLY}])`, "u");
const MINUS = new RegExp(`(?:(?<=[${SPACE}])|^)[${DASHES}](?=[\\p{Nd}.])`, "gu");
const GAP = `[${SPACE}${DASHES}]+`;
const BETWEEN_WORDS = new RegExp(`(?<!\\p{Nd})${GAP}|(?<=\\p{Nd})${GAP}(?!\\p{Nd})`, "gu");
const GAPS = new RegExp(GAP, "gu");

// Letters without their case; a dotless ı is one of its own.
const caseless = (text) =>
  [...text].map((one) => (one === "ı" ? one : one.toUpperCase().toLowerCase())).join("");

function forgiving(text) {
  const plain = text.normalize("NFKC").replace(/[‘’‚‛“”„‟]/g, (one) => QUOTES[one]);
  let folded = stripped(caseless(plain));
  folded = folded.replace(LAST, "").replace(ARTICLE, "") || folded;
  const joined = folded.replace(MINUS, "\0").replace(BETWEEN_WORDS, "") || folded;
  return joined.replace(GAPS, " ").replaceAll("\0", "-");
}

function gradeWords(key, response) {
  if (typeof response !== "string") return invalid("The answer is a text.");
  if (!stripped(response)) return invalid("Nothing was typed.");
  if ([...response].length > 1000) return invalid("This is too long.");
  const fold = key.exact ? (text) => text.normalize("NFC") : forgiving;
  const folded = (text) => (key.exact ? text : caseless(text));
  const given = fold(response);
  const isSame = (word) => folded(word.text) === given;
  if (key.accepted.some(isSame)) return scored(1);
  const refused = key.refused.find(isSame);
  if (refused) return scored(0, refused.remark);
  const text = [...(key.exact ? response : sameText(response))];
  const pattern = key.patterns.find((one) => reached(one.tree, text, [0]).has(text.length));
  if (pattern) return scored(pattern.score, pattern.remark);
  const slipped = key.refused.find((word) => isSlip(given, word));
  if (slipped) return scored(0, slipped.remark);
  const accepted = key.accepted.find((word) => isSlip(given, word));
  if (accepted) return scored(1, paragraph(`Taken as “${accepted.shown}”: mind the spelling.`));
  return scored(0);
}

// The places in the text that a pattern can have reached from some places.
function reached(tree, text, places) {
  if (typeof tree === "string") {
    const one = characters(tree);
    return new Set([...places].filter((at) => at < text.length && one.test(text[at]))
      .map((at) => at + 1));
  }
  const [kind, ...rest] = tree;
  if (kind === "all") return rest.reduce((found, part) => reached(part, text, found), new Set(places));
  if (kind === "any") return new Set(rest.flatMap((part) => [...reached(part, text, places)]));
  const [least, most, part] = rest;
  let found = new Set(places);
  for (let count = 0; count < least; count += 1) found = reached(part, text, found);
  const every = new Set(found);
  for (let count = least; found.size && (most === null || count < most); count += 1) {
    found = new Set([...reached(part, text, found)].filter((at) => !every.has(at)));
    found.forEach((at) => every.add(at));
  }
  return every;
}

const known = new Map();

function characters(set) {
  if (!known.has(set)) known.set(set, new RegExp(`^${set}$`, "iu"));
  return known.get(set);
}

function isSlip(given, word) {
  return word.slips.some(([before, letters, behind]) => {
    const middle = given.slice(before.length, given.length - behind.length);
    return given === before + middle + behind && oneSlip([...middle], [...letters]);
  });
}

// Whether two words differ by one letter more, less or other, or by a swap of neighbours.
function oneSlip(first, second) {
  const alike = (a, b) => a.length === b.length && a.every((one, place) => one === b[place]);
  if (alike(first, second) || Math.abs(first.length - second.length) > 1) return false;
  let shared = 0;
  while (shared < Math.min(first.length, second.length) && first[shared] === second[shared]) shared++;
  const [a, b] = [first.slice(shared), second.slice(shared)];
  if (a.length !== b.length) {
    return a.length > b.length ? alike(a.slice(1), b) : alike(a, b.slice(1));
  }
  const swapped = a.length > 1 && a[0] === b[1] && a[1] === b[0] && alike(a.slice(2), b.slice(2));
  return swapped || alike(a.slice(1), b.slice(1));
}

// Blanks

function gradeChoice(key, response) {
  const given = typeof response === "string" ? sameText(response) : null;
  if (!key.options.includes(given)) return invalid("This is none of the options.");
  return scored(Number(given === key.right));
}

function gradeBlanks(key, response) {
  if (typeof response !== "object" || response === null || Array.isArray(response)) {
    return invalid("Fill in the blanks.");
  }
  const names = Object.keys(key.blanks);
  const stranger = Object.keys(response).find((name) => !names.includes(name));
  if (stranger !== undefined) return invalid(`“${stranger}” is no blank of this text.`);
  const grades = names.map((name) => {
    const given = Object.hasOwn(response, name) ? response[name] : null;
    const isOpen = given === null || (typeof given === "string" && !stripped(given));
    return isOpen ? scored(0, paragraph("left open")) : grade(key.blanks[name], given);
  });
  const said = (list) => list.flatMap((one) => remarksOn(names[grades.indexOf(one)], one));
  const unread = grades.filter((one) => one.verdict === "invalid");
  if (unread.length) {
    return { verdict: "invalid", score: null, remarks: said(unread),
      beyond: unread.some((one) => one.beyond) };
  }
  const right = grades.filter((one) => one.score === 1).length;
  const score = grades.reduce((total, one) => total + one.score, 0) / grades.length;
  const tally = right < names.length && names.length > 1
    && paragraph(`${right} of ${names.length} blanks are right.`);
  return scored(score, tally, ...said(grades));
}

function remarksOn(name, grade) {
  const isWrong = ["incorrect", "partly_correct"].includes(grade.verdict);
  const remarks = grade.remarks.length || !isWrong ? grade.remarks : [paragraph("wrong")];
  return remarks.map((one) =>
    `<div class="on-blank"><strong>${escaped(name)}:</strong> ${one}</div>`);
}
