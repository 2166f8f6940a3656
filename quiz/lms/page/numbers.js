// Numbers as quiz/questions/typed_numbers.py reads them: exact fractions as far as those go, then
// floating point. Formulas are read in a plain part of the notation; what is beyond it is told
// apart (`beyond`) from what is no number at all. A number here is {n, d} of BigInts, or a float.
"use strict";

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORDLY = "\\p{L}\\p{N}_";
const stripped = (text) =>
  text.replace(new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu"), "");
const spaceless = (text) => text.split(new RegExp(`[${SPACE}]+`, "u")).filter(Boolean);

class Unreadable extends Error {
  constructor(message, beyond = false) {
    super(message);
    this.beyond = beyond;
  }
}

const BEYOND = "This page reads numbers, fractions and simple formulas, such as 0.25, 2.5e-1, 1/4," +
  " sqrt(2) or -log(0.9). Write this as one of them.";

// Fractions

const absolute = (whole) => (whole < 0n ? -whole : whole);

function reduced(n, d) {
  let [a, b] = [absolute(n), absolute(d)];
  while (b) [a, b] = [b, a % b];
  if (d < 0n) a = -a;
  return { n: n / a, d: d / a };
}

const whole = (number) => ({ n: BigInt(number), d: 1n });

// A fraction as Python prints it, "2/19".
function fraction(text) {
  const [n, d] = text.split("/");
  return { n: BigInt(n), d: BigInt(d ?? 1) };
}

// A decimal as it is typed, exactly.
function decimal(text) {
  const [mantissa, exponent] = text.toLowerCase().split("e");
  const [units, digits = ""] = mantissa.split(".");
  const power = Number(exponent ?? 0) - digits.length;
  const n = BigInt(units + digits || "0");
  return power >= 0 ? reduced(n * 10n ** BigInt(power), 1n) : reduced(n, 10n ** BigInt(-power));
}

// A number as an exact fraction: a float is the one that it stands for.
function exact(number) {
  if (typeof number !== "number") return number;
  let [mantissa, twos] = [number, 0n];
  while (!Number.isInteger(mantissa)) [mantissa, twos] = [mantissa * 2, twos + 1n];
  return reduced(BigInt(mantissa), 2n ** twos);
}

const bits = (whole) => absolute(whole).toString(2).length;

function float(number) {
  if (typeof number === "number") return number;
  const up = 64 - bits(number.n) + bits(number.d);
  const scaled = up >= 0 ? (number.n << BigInt(up)) / number.d
    : number.n / (number.d << BigInt(-up));
  return finite(Number(scaled) * 2 ** (-up / 2 | 0) * 2 ** (-up - (-up / 2 | 0)));
}

function finite(number) {
  if (!Number.isFinite(number)) throw new Unreadable("This has no value, or one that is too large.");
  return number;
}

const isExact = (number) => typeof number !== "number";
const sign = (number) => (isExact(number) ? Number(number.n > 0n) - Number(number.n < 0n)
  : Math.sign(number));
const equals = (number, small) => (isExact(number) ? number.d === 1n && number.n === BigInt(small)
  : number === small);

function compare(a, b) {
  const difference = a.n * b.d - b.n * a.d;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

const distance = (a, b) => reduced(absolute(a.n * b.d - b.n * a.d), a.d * b.d);

function plus(a, b) {
  if (isExact(a) && isExact(b)) return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
  return finite(float(a) + float(b));
}

function times(a, b) {
  if (isExact(a) && isExact(b)) return reduced(a.n * b.n, a.d * b.d);
  return finite(float(a) * float(b));
}

function over(a, b) {
  if (sign(b) === 0) throw new Unreadable("This divides by zero.");
  if (isExact(a) && isExact(b)) return reduced(a.n * b.d, a.d * b.n);
  return finite(float(a) / float(b));
}

const negative = (a) => (isExact(a) ? { n: -a.n, d: a.d } : -a);

function power(base, exponent) {
  const undefinedPower = () => new Unreadable("This power has no value.");
  if (isExact(exponent) && exponent.d === 1n) {
    if (sign(base) === 0 && sign(exponent) < 0) throw undefinedPower();
    if (absolute(exponent.n) > 10000n) throw new Unreadable("This power is too large.");
    if (!isExact(base)) return finite(base ** Number(exponent.n));
    const times = absolute(exponent.n);
    const size = Math.max(bits(base.n), bits(base.d));
    if (BigInt(size) * times > 20000n) throw new Unreadable("This power is too large.");
    const [n, d] = [base.n ** times, base.d ** times];
    return exponent.n < 0n ? reduced(d, n) : { n, d };
  }
  if (sign(base) < 0 || (sign(base) === 0 && sign(exponent) < 0)) throw undefinedPower();
  if (isExact(base) && isExact(exponent) && exponent.d === 2n) {
    return power(squareRoot(base), whole(exponent.n));
  }
  return finite(float(base) ** float(exponent));
}

// Functions

function wholeRoot(number) {
  if (number < 2n) return number;
  let root = BigInt(Math.floor(Math.sqrt(Number(number < 2n ** 1000n ? number : 2n ** 1000n))));
  for (let last = 0n; root !== last && root - last !== 1n;) {
    last = root;
    root = (root + number / root) >> 1n;
  }
  while (root * root > number) root -= 1n;
  return root;
}

function squareRoot(value) {
  if (sign(value) < 0) throw new Unreadable("A negative number has no real square root.");
  if (isExact(value)) {
    const [n, d] = [wholeRoot(value.n), wholeRoot(value.d)];
    if (n * n === value.n && d * d === value.d) return { n, d };
  }
  return Math.sqrt(float(value));
}

function logarithm(value, base) {
  if (sign(value) <= 0) {
    throw new Unreadable("The log of a number that is not positive is undefined.");
  }
  if (equals(value, 1)) return whole(0);
  if (!base) return finite(Math.log(float(value)));
  const found = finite(base === 10 ? Math.log10(float(value)) : Math.log2(float(value)));
  const near = BigInt(Math.round(found));
  const isPower = isExact(value) && compare(value, power(whole(base), whole(near))) === 0;
  return isPower ? whole(near) : found;
}

function sigmoid(value) {
  if (sign(value) === 0) return { n: 1n, d: 2n };
  const size = Math.exp(-Math.abs(float(value)));
  return sign(value) < 0 ? size / (1 + size) : 1 / (1 + size);
}

const atZero = (result, found) => (value) =>
  sign(value) === 0 ? whole(result) : finite(found(float(value)));

const FUNCTIONS = {
  log: (value) => logarithm(value),
  log10: (value) => logarithm(value, 10),
  log2: (value) => logarithm(value, 2),
  exp: atZero(1, Math.exp),
  sqrt: squareRoot,
  abs: (value) => (sign(value) < 0 ? negative(value) : value),
  sigmoid,
  sin: atZero(0, Math.sin),
  cos: atZero(1, Math.cos),
  tan: atZero(0, Math.tan),
  tanh: atZero(0, Math.tanh),
};
const SPELLINGS = { ln: "log", lg: "log10", ld: "log2", logistic: "sigmoid", expit: "sigmoid" };
const CONSTANTS = { e: Math.E, pi: Math.PI, "π": Math.PI };

// Reading a formula

const TOKEN = new RegExp(
  `[${SPACE}\\u200b\\u2061\\u2062$~]*(?:` +
  "(?<number>(?:[0-9]+(?:\\.(?!\\.)[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+(?![\\p{L}\\p{N}_.]))?)" +
  "|(?<word>[A-Za-z][A-Za-z0-9]*|π)|(?<sign>\\*\\*|[-+*/^()−·×÷√]))", "uy");
const SIGNS = { "**": "^", "−": "-", "·": "*", "×": "*", "÷": "/" };

function tokens(text) {
  const found = [];
  let at = 0;
  const end = text.replace(new RegExp(`[${SPACE}\\u200b\\u2061\\u2062$~]+$`, "u"), "").length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new Unreadable(BEYOND, true);
    at = TOKEN.lastIndex;
    const { number, word, sign: mark } = match.groups;
    const [mantissa, exponent = "0"] = (number ?? "").toLowerCase().split("e");
    if (mantissa.length > 300 || Math.abs(Number(exponent)) > 300) {
      throw new Unreadable("This number is too long.");
    }
    found.push(number ? { number } : word ? { word } : { sign: SIGNS[mark] ?? mark });
  }
  return found;
}

// The value of a formula over numbers alone.
function valueOf(text) {
  const left = tokens(text);
  let [at, depth] = [0, 0];
  const next = () => left[at] ?? {};
  const take = (mark) => next().sign === mark && Boolean(++at);
  const refuse = () => {
    throw new Unreadable(BEYOND, true);
  };

  function sum() {
    if (++depth > 40) refuse();
    let total = signedTerm();
    while (["+", "-"].includes(next().sign)) total = plus(total, signedTerm());
    depth -= 1;
    return total;
  }
  // Two signs in a row may be a slip, or mean plus or minus.
  function signed(read) {
    const isNegative = take("-");
    if (!isNegative) take("+");
    if (["+", "-"].includes(next().sign)) refuse();
    return isNegative ? negative(read()) : read();
  }
  const signedTerm = () => signed(term);
  const factor = () => signed(raised);
  function term() {
    let found = factor();
    for (;;) {
      if (take("*")) found = times(found, factor());
      else if (take("/")) found = over(found, factor());
      else if (next().word || next().sign === "(" || next().sign === "√") {
        found = times(found, raised());
      } else return found;
    }
  }
  function raised() {
    const base = operand();
    return take("^") ? power(base, exponent()) : base;
  }
  function exponent() {
    if (take("-")) return negative(exponent());
    take("+");
    const found = operand();
    if (next().sign === "^") refuse();
    return found;
  }
  function operand() {
    const token = next();
    at += 1;
    if (token.number) return decimal(token.number);
    if (token.sign === "(") return bracketed();
    if (token.sign === "√") return next().sign === "(" ? (at++, squareRoot(bracketed())) : alone("sqrt");
    if (!token.word) return refuse();
    if (Object.hasOwn(CONSTANTS, token.word)) {
      return next().sign === "(" ? refuse() : CONSTANTS[token.word];
    }
    const word = token.word.toLowerCase();
    const name = Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : word;
    if (!Object.hasOwn(FUNCTIONS, name)) return refuse();
    return take("(") ? FUNCTIONS[name](bracketed()) : alone(name);
  }
  function bracketed() {
    const found = sum();
    return take(")") ? found : refuse();
  }
  // A function without brackets, of one number that nothing stands beside.
  function alone(name) {
    const token = next();
    at += 1;
    const isEnd = at >= left.length || ["+", "-", "*", "/", ")"].includes(next().sign);
    if (!isEnd || !(token.number || Object.hasOwn(CONSTANTS, token.word ?? ""))) refuse();
    return FUNCTIONS[name](token.number ? decimal(token.number) : CONSTANTS[token.word]);
  }

  const found = sum();
  return at === left.length ? found : refuse();
}

// Reading what is typed

const MOST_BITS = 8000;
const COMMAS = /^[-+−]?\p{Nd}+(?:,\p{Nd}+)+(?:\.\p{Nd}+)?$/u;
const TWO_NUMBERS = new RegExp(
  `[\\p{Nd}.][${SPACE}]+[\\p{Nd}.]|\\p{Nd}*\\.\\p{Nd}*\\.|\\p{Nd}['’_]\\p{Nd}`, "u");
const LEFT_SIDE = new RegExp(
  `^[${SPACE}]*(?:[\\p{L}\\p{Nl}\\p{No}_][${WORDLY}]*(?:\\([${WORDLY}, ]*\\))?[${SPACE}]*)?` +
  `[=≈~][${SPACE}]*(?=[^${SPACE}])`, "u");

// What was typed as {value, percent}; `percent` is what it is without its percent sign.
function readNumber(response, key) {
  if (typeof response === "number") return { value: decimalOf(response) };
  if (typeof response !== "string") throw new Unreadable("The answer is a number.");
  if ([...response].length > 500) throw new Unreadable("This is too long.");
  const text = withoutUnit(stripped(response).replace(LEFT_SIDE, ""), key.unit);
  if (!text) throw new Unreadable("Nothing was typed: the answer is a number.");
  if (text.endsWith("%") && !key.unit) {
    const percent = readPlainly(stripped(text.slice(0, -1)), key);
    return { value: over(percent, whole(100)), percent };
  }
  return { value: readPlainly(text, key) };
}

function decimalOf(number) {
  const size = decimal(String(Math.abs(number)).replace("e+", "e"));
  return number < 0 ? negative(size) : size;
}

function withoutUnit(text, unit) {
  if (!unit) return text;
  const escaped = (part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const pattern = unit.parts.map(escaped).join(`[${SPACE}]*`);
  const flags = unit.anyCase ? "iu" : "u";
  const behind = new RegExp(
    `(?<![\\p{L}\\p{Nl}\\p{No}])[${SPACE}]*${pattern}$`, flags).exec(text);
  if (behind && behind.index > 0) return text.slice(0, behind.index);
  const before = unit.isWord ? null : new RegExp(`^${pattern}[${SPACE}]*`, "u").exec(text);
  return before && before[0].length < text.length ? text.slice(before[0].length) : text;
}

function readPlainly(typed, key) {
  const text = key.decimalComma ? typed.replace(/(?<=\p{Nd}),(?=\p{Nd})/gu, ".") : typed;
  if (COMMAS.test(text)) throw new Unreadable(askAboutComma(text));
  if (TWO_NUMBERS.test(text)) {
    throw new Unreadable(`“${text}” is not one number: write its digits together.`);
  }
  const found = valueOf(text);
  if (isExact(found) && Math.max(bits(found.n), bits(found.d)) > MOST_BITS) {
    throw new Unreadable("This number is too large.");
  }
  return found;
}

function askAboutComma(text) {
  const digits = text.replaceAll("−", "-");
  const plain = digits.replaceAll(",", "");
  if (digits.split(",").length > 2 || digits.includes(".")) {
    return `“${text}” has commas in it. Did you mean ${plain}?`;
  }
  const point = digits.replace(",", ".");
  if (digits.length - digits.indexOf(",") === 4) {
    return `“${text}” can be read in two ways. Did you mean ${point} or ${plain}?`;
  }
  return `“${text}” has a comma in it. Did you mean ${point}?`;
}

// Whether a number is near enough to one of the key's.
function isNear(number, near) {
  const [given, wanted] = [exact(number), fraction(near.value)];
  let allowed = fraction(near.allowed);
  if (!isExact(number) || near.isFloat) {
    const sizes = [given, wanted].map((one) => ({ n: absolute(one.n), d: one.d }));
    const larger = compare(sizes[0], sizes[1]) > 0 ? sizes[0] : sizes[1];
    allowed = plus(allowed, times(fraction(near.rounding), larger));
  }
  return compare(distance(given, wanted), allowed) <= 0;
}
