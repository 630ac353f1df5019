// Runs the decoder of a page on the rows of z in a file of text, and writes x as text, a row for each.
// usage: node decode.js PAGE Z.tsv [CLASS]
'use strict';
const fs = require('fs');
const [page, latents, label] = process.argv.slice(2);
const script = fs.readFileSync(page, 'utf8').match(/<script>\n([^]*?)<\/script>/)[1];
const decode = new Function(`${script}; return z => decode(model, z, ${Number(label || 0)});`)();
for (const line of fs.readFileSync(latents, 'utf8').trim().split('\n')) {
  console.log(Array.from(decode(line.split('\t').map(Number))).join('\t'));
}
