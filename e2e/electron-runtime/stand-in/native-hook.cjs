// Gives every require of better-sqlite3's prebuilt addon the build for this runtime's Node-API, in workers too;
// the app and better-sqlite3's own JavaScript stay as they are.
const path = require('node:path')
const workerThreads = require('node:worker_threads')

const addon = path.join(__dirname, 'better_sqlite3.node')
const PREBUILT = /[\\/]better-sqlite3[\\/](prebuilds[\\/][^\\/]+|build[\\/](Release|Debug)[\\/]better_sqlite3)\.node$/

const dlopen = process.dlopen
process.dlopen = function (module, filename, ...flags) {
  return dlopen.call(this, module, PREBUILT.test(filename) ? addon : filename, ...flags)
}

workerThreads.Worker = class extends workerThreads.Worker {
  constructor(filename, options = {}) {
    super(filename, { ...options, execArgv: ['--require', __filename, ...(options.execArgv || [])] })
  }
}
