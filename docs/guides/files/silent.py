"""Accept connections and say nothing, as a server that hangs does."""

import socket
import sys

with socket.create_server(('127.0.0.1', int(sys.argv[1]))) as server:
    connections = []
    while True:
        connections.append(server.accept())
