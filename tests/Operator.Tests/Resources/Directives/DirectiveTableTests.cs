using RedisOperator.Operator.Resources;

namespace RedisOperator.Operator.Tests.Resources.Directives;

/// <summary>The tables, compared with the redis-server at hand. Other versions' names are in them too.</summary>
public sealed class DirectiveTableTests
{
    private const string Refused = "config"; // "can't set immutable config", "can't set protected config"

    [Fact]
    public async Task Redis_refuses_to_set_live_exactly_what_the_table_calls_static()
    {
        var port = RedisProcess.FreePort();
        await using var redis = await RedisProcess.StartAsync(port, "--port", $"{port}", "--save", "", "--dir", Path.GetTempPath());
        var parameters = await ParametersAsync(redis);

        foreach (var (name, value) in parameters)
        {
            var answer = await redis.AskAsync(null, "CONFIG", "SET", name, value);
            if (answer.Contains("immutable " + Refused) || answer.Contains("protected " + Refused))
            {
                StaticDirectives.Has(name).ShouldBeTrue($"{name}: {answer}");
            }
            else if (StaticDirectives.Has(name))
            {
                name.ShouldBeOneOf("replica-priority", "slave-priority", "min-replicas-to-write", "min-slaves-to-write", "min-replicas-max-lag", "min-slaves-max-lag");
            }
        }
    }

    [Fact]
    public async Task What_is_taken_out_goes_back_to_what_a_fresh_redis_has()
    {
        var port = RedisProcess.FreePort();
        await using var redis = await RedisProcess.StartAsync(port, "--port", $"{port}", "--save", "", "--dir", Path.GetTempPath());
        var fresh = await ParametersAsync(redis);

        foreach (var name in DefaultDirectives.Names.Where(fresh.ContainsKey))
        {
            DefaultDirectives.TryGet(name, out var value).ShouldBeTrue();
            var answer = await redis.AskAsync(null, "CONFIG", "SET", name, value!);
            // The one limit that depends on the machine.
            answer.ShouldBe("OK", name == "maxclients" ? answer : name);
        }

        var after = await ParametersAsync(redis);
        DefaultDirectives.Names.Where(fresh.ContainsKey).Where(name => after[name] != fresh[name]).Select(name => $"{name}: {fresh[name]} became {after[name]}").ShouldBeEmpty();
    }

    private static async Task<Dictionary<string, string>> ParametersAsync(RedisProcess redis)
    {
        var lines = (await redis.AskAsync(null, "CONFIG", "GET", "*")).Split('\n');
        return lines.Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
    }
}
