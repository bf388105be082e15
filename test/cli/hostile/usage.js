/* Preloaded into the command: writes what it took of time and memory into the file of HOSTILE_USAGE when it ends. */
const { writeFileSync } = require('fs');

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.HOSTILE_USAGE, JSON.stringify({ megabytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }));
});
