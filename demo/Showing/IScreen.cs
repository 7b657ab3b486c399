using RedisOperator.Demo.Faults;
using RedisOperator.TestSupport.Groups;

namespace RedisOperator.Demo.Showing;

/// <summary>Where the story is told: for people at a terminal, or as plain lines for a log.</summary>
internal interface IScreen
{
    /// <summary>A new part of the story begins.</summary>
    void Chapter(string title);

    void Say(string line);

    void Pods(string caption, IReadOnlyList<PodView> pods);

    void Timeline(string fault, Timeline timeline);

    void Result(DemoReport report, TimeSpan took);

    void Failure(string cause, string evidence);

    /// <summary>Shows the facts as they change until the work is done; answers what the work answers.</summary>
    Task<T> WatchAsync<T>(string caption, Func<IReadOnlyList<(string Name, string Value)>> facts, Task<T> work);
}
