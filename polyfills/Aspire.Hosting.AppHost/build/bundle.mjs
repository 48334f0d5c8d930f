// Fetches Aspire's orchestrator (DCP) and dashboard into a directory: node bundle.mjs VERSION DIRECTORY
// Both are inside the Aspire CLI, which npm has for every platform. Several builds may run this at once; an interrupted one leaves nothing in the way.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { basename, dirname, join } from 'node:path';

const windows = process.platform === 'win32';
const exe = windows ? '.exe' : '';
const lockLifetime = 20 * 60 * 1000;
const [version, directory] = [process.argv[2], process.argv[3]?.replace(/[\\/]+$/, '')];
const isComplete = folder => existsSync(join(folder, 'dcp', `dcp${exe}`)) && existsSync(join(folder, 'managed', `aspire-managed${exe}`));

// To the terminal where there is one: `dotnet run` builds quietly, and nobody should wonder why it takes its time. Otherwise to the log of the build.
function say(message) {
    try {
        writeFileSync(windows ? '\\\\.\\CONOUT$' : '/dev/tty', `${message}${EOL}`);
    } catch {
        console.log(message);
    }
}

// The form in which MSBuild recognizes an error.
function fail(code, message) {
    throw Object.assign(new Error(message), { line: `aspire-bundle : error ${code}: ${message}` });
}

function platform() {
    const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
    const system = { linux: musl ? 'linux-musl' : 'linux', darwin: 'osx', win32: 'win' }[process.platform];
    if (!system || !['x64', 'arm64'].includes(process.arch)) {
        fail('ASPIRE902', `Aspire has no orchestrator for ${process.platform} ${process.arch}.`);
    }
    return `${system}-${process.arch}`;
}

function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === 'EPERM';
    }
}

// A file that only one process can create. That of a process that is gone does not count, nor one so old that its process must be another one.
function tryLock(path) {
    try {
        writeFileSync(path, `${process.pid}`, { flag: 'wx' });
        return true;
    } catch (error) {
        if (error.code !== 'EEXIST') {
            throw error;
        }
    }
    try {
        const owner = Number.parseInt(readFileSync(path, 'utf8'), 10);
        if (Number.isInteger(owner) && (!isAlive(owner) || Date.now() - statSync(path).mtimeMs > lockLifetime)) {
            rmSync(path, { force: true });
        }
    } catch {
        // It has just been removed.
    }
    return false;
}

async function lock(path) {
    for (let told = false; !tryLock(path); told = true) {
        if (!told) {
            say('Another build is downloading Aspire; waiting for that one.');
        }
        await new Promise(resolve => setTimeout(resolve, 300));
    }
}

function install(folder) {
    const name = `@microsoft/aspire-cli-${platform()}`;
    const flags = ['--no-save', '--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts', '--loglevel=error'];
    const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`], {
        cwd: folder, encoding: 'utf8', shell: windows,
    });
    if (npm.error) {
        fail('ASPIRE903', 'npm is not on the PATH. Install it (it comes with Node.js), then build again.');
    }
    if (npm.status !== 0) {
        const reason = `${npm.stderr}${npm.stdout}`.split('\n').map(line => line.replace(/^npm (error|ERR!) ?/, '').trim()).find(line => line && !/^(code|errno|syscall) /.test(line));
        fail('ASPIRE904', `npm could not fetch ${name}@${version} (${reason ?? `exit code ${npm.status}`}). `
            + 'Check the network and `npm config get registry`, then build again.');
    }
    return join(folder, 'node_modules', name, 'bin', `aspire${exe}`);
}

function unpack(aspire, folder) {
    const home = join(folder, 'home');
    mkdirSync(home);
    const target = join(folder, 'unpacked');
    // It complains about the layout of a directory that is not its own installation, so what counts is what lies there afterwards.
    const setup = spawnSync(aspire, ['setup', '--install-path', target, '--non-interactive'], {
        encoding: 'utf8',
        env: { ...process.env, HOME: home, USERPROFILE: home, ASPIRE_CLI_TELEMETRY_OPTOUT: '1' },
    });
    const versions = join(target, 'versions');
    const found = existsSync(versions) ? readdirSync(versions).map(entry => join(versions, entry)).find(isComplete) : undefined;
    return found ?? fail('ASPIRE905', `'${basename(aspire)} setup' unpacked nothing: ${setup.error?.message ?? `${setup.stdout}${setup.stderr}`.trim()}`);
}

async function main() {
    if (!version || !directory) {
        fail('ASPIRE906', 'usage: node bundle.mjs VERSION DIRECTORY');
    }
    const parent = dirname(directory);
    mkdirSync(parent, { recursive: true });
    const lockFile = `${directory}.lock`;
    await lock(lockFile);
    let work;
    try {
        if (isComplete(directory)) {
            say(`Aspire ${version} is there.`);
            return;
        }
        // What an interrupted run has left.
        for (const entry of readdirSync(parent).filter(entry => entry.startsWith(`${basename(directory)}.tmp-`))) {
            rmSync(join(parent, entry), { recursive: true, force: true });
        }
        work = mkdtempSync(`${directory}.tmp-`);
        say(`Downloading Aspire ${version} (orchestrator and dashboard, about 130 MB) to ${directory}. This happens once.`);
        const unpacked = unpack(install(work), work);
        rmSync(directory, { recursive: true, force: true });
        renameSync(unpacked, directory);
        say(`Aspire ${version} is ready.`);
    } finally {
        if (work) {
            rmSync(work, { recursive: true, force: true });
        }
        rmSync(lockFile, { force: true });
    }
}

try {
    await main();
} catch (error) {
    console.error(error.line ?? `aspire-bundle : error ASPIRE907: ${error.message}`);
    process.exitCode = 1;
}
