// Reads phrases with chrono-node: one line of JSON each, with the day found and the median of its times.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [file, folder, runs] = process.argv.slice(2);
const chrono = createRequire(`${folder}/`)("chrono-node");
const reference = new Date(2026, 5, 9, 9);
const pad = (number) => String(number).padStart(2, "0");

for (const line of readFileSync(file, "utf8").trim().split("\n")) {
  const [language, phrase] = line.split("\t");
  const parser = language === "fr" ? chrono.fr : chrono.en.GB;
  const times = [];
  let day = null;
  for (let run = 0; run < Number(runs); run += 1) {
    const start = process.hrtime.bigint();
    day = parser.parseDate(phrase, reference, { forwardDate: true });
    times.push(Number(process.hrtime.bigint() - start));
  }
  times.sort((one, other) => one - other);
  const found = day && `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
  console.log(JSON.stringify([found, times[Math.floor(times.length / 2)]]));
}
