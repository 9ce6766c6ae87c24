// Loaded before everything else, by whatever Node there is: so it is plain CommonJS that even an old one can read.
const [major, minor] = process.versions.node.split('.').map(Number);
if (!(major > 22 || (major === 22 && minor >= 19))) {
  console.error(
    `Tandem needs Node 22.19 or newer; this is ${process.versions.node}, and the Node 24 that Tandem brings along is not installed. ` +
      'Run `npm ci` without leaving out optional packages and start again with `npm start`, or install Node 24. Nothing was changed.',
  );
  process.exit(1);
}
