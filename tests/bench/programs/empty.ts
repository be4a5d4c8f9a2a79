// The baseline: a program that does nothing but say that it runs, and stay. It opens no socket.
process.stdout.write('1|2|unix|none|grpc\n');
setInterval(() => undefined, 2 ** 30);
