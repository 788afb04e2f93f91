// joined-up <command>: the commands a person runs by hand or on a timer.
const [command] = process.argv.slice(2)

if (command !== undefined) process.stderr.write(`joined-up: there is no command "${command}".\n`)
process.stderr.write('joined-up has no commands yet.\n')
process.exitCode = command === undefined ? 0 : 2
