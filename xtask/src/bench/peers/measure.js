const [singles, batch, { warmUp, asked, rounds }] = arguments;
const ones = singles.map(message);
const many = message(batch);
const one = async (at) => (await ask(ones[at % ones.length])).millis;
for (let at = 0; at < warmUp; at++) await one(at);
const millis = [];
for (let at = 0; at < asked; at++) millis.push(await one(at));

let { answer } = await ask(many);
await ask(many);
const batches = [];
for (let round = 0; round < rounds; round++) batches.push((await ask(many)).millis);
return { answer, millis, batches };
