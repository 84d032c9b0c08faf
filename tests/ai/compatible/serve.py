"""Runs in `.venv/compatible`: `python serve.py MODEL KEY` starts the server, prints its address and serves until it is killed."""

import sys
import threading

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {"knows-nothing"}
params.api_keys = [sys.argv[2]]
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = 2048
params.n_parallel = 2
params.sampling.temp = 0  # always the likeliest word: the same answer each time
params.cpuparams.n_threads = 1
params.warmup = False
params.ui = False
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
threading.Event().wait()
