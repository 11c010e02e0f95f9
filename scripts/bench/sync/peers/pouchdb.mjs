import { EventEmitter } from 'node:events'
import HttpAdapter from 'pouchdb-adapter-http'
import LevelAdapter from 'pouchdb-adapter-leveldb'
import Core from 'pouchdb-core'
import MapReduce from 'pouchdb-mapreduce'
import Replication from 'pouchdb-replication'

export const PouchDB = Core.plugin(LevelAdapter).plugin(HttpAdapter).plugin(Replication).plugin(MapReduce)
// it listens once for each database of the process
EventEmitter.defaultMaxListeners = 1_000

export const toDoc = ({ id, ...record }) => ({ _id: id, ...record })
export const toRecord = ({ _id, _rev, ...record }) => ({ id: _id, ...record })
