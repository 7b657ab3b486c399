using System.Diagnostics;
using System.Text;

namespace RedisOperator.TestSupport;

/// <summary>
/// A program that runs beside the test and never outlives it: disposing asks it to end, then kills it, by its own pid.
/// </summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private const int TailLines = 60;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly CommandLine _command;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Queue<string> _tail = new();
    private readonly Lock _saying = new();
    private readonly TaskCompletionSource<RunResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProcess(CommandLine command, Process process)
    {
        _command = command;
        _process = process;
    }

    public int Id { get; private set; }

    /// <summary>Completes when the program has ended and all it said has been read.</summary>
    public Task<RunResult> Completion => _completion.Task;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines of both streams, in the order they came.</summary>
    public string Tail
    {
        get
        {
            lock (_tail)
            {
                return string.Join('\n', _tail);
            }
        }
    }

    /// <param name="command">what to run</param>
    /// <param name="onLine">called for each line of standard output, on a thread of the pool, one at a time</param>
    public static RunningProcess Start(CommandLine command, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? RepositoryPaths.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var running = new RunningProcess(command, new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, e) => running.Keep(running._output, e.Data, onLine);
        running._process.ErrorDataReceived += (_, e) => running.Keep(running._error, e.Data, null);
        running.StartOnOwnThread();
        return running;
    }

    /// <summary>A line on its standard input, if it keeps that open. One that has ended is not told.</summary>
    public void Say(string line)
    {
        lock (_saying)
        {
            try
            {
                _process.StandardInput.WriteLine(line);
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Its exit code tells the rest.
            }
        }
    }

    public void Signal(int signal) => Signals.Send(_process, signal);

    /// <summary>SIGTERM, and SIGKILL when that does not help in time.</summary>
    public async Task<RunResult> StopAsync(TimeSpan? grace = null)
    {
        Signals.Send(_process, Signals.Term);
        var ended = await Task.WhenAny(Completion, Task.Delay(grace ?? Grace));
        if (ended != Completion)
        {
            _process.Kill();
        }

        return await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        // The thread that waits for the child still reads its exit code.
        await Completion;
        _process.Dispose();
    }

    // A child that asks the kernel to be killed when its parent ends is tied to the *thread* that started it. A thread of
    // the pool may be retired at any time, so the child gets a thread of its own that lives exactly as long.
    private void StartOnOwnThread()
    {
        var started = new TaskCompletionSource();
        var clock = Stopwatch.StartNew();
        var thread = new Thread(() =>
        {
            try
            {
                _process.Start();
                Id = _process.Id;
                _process.BeginOutputReadLine();
                _process.BeginErrorReadLine();
                _process.StandardInput.Write(_command.Input);
                if (!_command.KeepsInputOpen)
                {
                    _process.StandardInput.Close();
                }
            }
            catch (IOException)
            {
                // It ended before it read its input; its exit code tells the rest.
            }
            catch (Exception e)
            {
                started.SetException(new InvalidOperationException($"Cannot start {_command}: {e.Message}", e));
                return;
            }

            started.SetResult();
            _process.WaitForExit();
            _completion.TrySetResult(Result(clock.Elapsed));
        })
        { IsBackground = true, Name = _command.ToString() };
        thread.Start();
        started.Task.GetAwaiter().GetResult();
    }

    private RunResult Result(TimeSpan elapsed)
    {
        lock (_tail)
        {
            return new RunResult(_command.ToString(), _process.ExitCode, _output.ToString(), _error.ToString(), elapsed);
        }
    }

    private void Keep(StringBuilder stream, string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_tail)
        {
            stream.Append(line).Append('\n');
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }
        }

        onLine?.Invoke(line);
    }
}
