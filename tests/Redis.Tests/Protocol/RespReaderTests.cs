using System.Text;

namespace RedisOperator.Redis.Tests.Protocol;

public class RespReaderTests
{
    [Theory]
    [InlineData("+OK\r\n", RedisResultKind.SimpleString, "OK")]
    [InlineData("-ERR no such\r\n", RedisResultKind.Error, "(ERR no such)")]
    [InlineData(":-42\r\n", RedisResultKind.Integer, "-42")]
    [InlineData("$5\r\nhe\r\no\r\n", RedisResultKind.Bulk, "he\r\no")]
    [InlineData("$0\r\n\r\n", RedisResultKind.Bulk, "")]
    [InlineData("$-1\r\n", RedisResultKind.Null, "nil")]
    [InlineData("*-1\r\n", RedisResultKind.Null, "nil")]
    [InlineData("_\r\n", RedisResultKind.Null, "nil")]
    [InlineData("*0\r\n", RedisResultKind.Array, "[]")]
    [InlineData("*2\r\n$1\r\na\r\n*1\r\n:1\r\n", RedisResultKind.Array, "[a, [1]]")]
    [InlineData("%1\r\n+k\r\n:1\r\n", RedisResultKind.Map, "[k, 1]")]
    [InlineData("~2\r\n:1\r\n:2\r\n", RedisResultKind.Set, "[1, 2]")]
    [InlineData(">2\r\n+pmessage\r\n+x\r\n", RedisResultKind.Push, "[pmessage, x]")]
    [InlineData(",3.25\r\n", RedisResultKind.Double, "3.25")]
    [InlineData(",-inf\r\n", RedisResultKind.Double, "-inf")]
    [InlineData("#t\r\n", RedisResultKind.Boolean, "t")]
    [InlineData("(3492890328409238509324850943850943825024385\r\n", RedisResultKind.Bulk, "3492890328409238509324850943850943825024385")]
    [InlineData("=7\r\ntxt:abc\r\n", RedisResultKind.Bulk, "abc")]
    [InlineData("!9\r\nERR a\r\nbc\r\n", RedisResultKind.Error, "(ERR a\r\nbc)")]
    [InlineData("|1\r\n+ttl\r\n:3600\r\n+OK\r\n", RedisResultKind.SimpleString, "OK")]
    [InlineData("*2\r\n|1\r\n+ttl\r\n*1\r\n:1\r\n:5\r\n:6\r\n", RedisResultKind.Array, "[5, 6]")]
    public void Reads_each_type(string wire, RedisResultKind kind, string text)
    {
        var value = Wire.ReadAll(wire).ShouldHaveSingleItem();

        value.Kind.ShouldBe(kind);
        value.ToString().ShouldBe(text);
    }

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_values()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomValue.Next(random, depth: 4)).ToList();
            var bytes = values.SelectMany(Wire.Write).ToArray();

            Wire.ReadAll(Chunks(bytes, random)).ShouldBe(values, $"seed {seed}");
        }
    }

    [Fact]
    public void Every_single_cut_gives_the_same_values()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 10).Select(_ => RandomValue.Next(random, depth: 3)).ToList();
        var bytes = values.SelectMany(Wire.Write).ToArray();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Wire.ReadAll([bytes[..cut], bytes[cut..]]).ShouldBe(values, $"cut at {cut}");
        }
    }

    [Fact]
    public void Nonsense_is_refused_or_waited_on_but_never_breaks_anything_else()
    {
        var starts = "+-:$*%~>|,#_(!=\r\n0123456789abc "u8.ToArray();
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = random.GetItems(starts, random.Next(1, 60));
            try
            {
                Wire.ReadAll(Chunks(bytes, random));
            }
            catch (RespException refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }
        }
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("\r\n")]
    [InlineData(":12x\r\n")]
    [InlineData(":\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("$3\r\nabcde\r\n")]
    [InlineData("*9999999999\r\n")]
    [InlineData("#x\r\n")]
    [InlineData(",1.2.3\r\n")]
    [InlineData("=3\r\ntxt\r\n")]
    public void What_is_not_RESP_is_refused(string wire) => Should.Throw<RespException>(() => Wire.ReadAll(wire));

    [Fact]
    public void Nesting_has_a_limit()
    {
        var deep = string.Concat(Enumerable.Repeat("*1\r\n", 4)) + ":1\r\n";

        Wire.ReadAll(deep, new RespLimits { MaxDepth = 4 }).Count.ShouldBe(1);
        Should.Throw<RespException>(() => Wire.ReadAll(deep, new RespLimits { MaxDepth = 3 }));
    }

    [Fact]
    public void Lengths_have_limits()
    {
        Should.Throw<RespException>(() => Wire.ReadAll("$11\r\n", new RespLimits { MaxBulkBytes = 10 }));
        Should.Throw<RespException>(() => Wire.ReadAll("+" + new string('x', 50), new RespLimits { MaxLineBytes = 10 }));
        Should.Throw<RespException>(() => Wire.ReadAll("*2\r\n*2\r\n:1\r\n:1\r\n*2\r\n:1\r\n:1\r\n", new RespLimits { MaxElements = 3 }));
    }

    [Fact]
    public void A_promise_of_a_million_members_costs_nothing_until_they_come()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Wire.ReadAll("*1000000\r\n").ShouldBeEmpty();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Fact]
    public void A_bulk_larger_than_the_buffer_arrives_whole()
    {
        var body = new string('x', 1_000_000);

        Wire.ReadAll(Chunks(Encoding.UTF8.GetBytes($"${body.Length}\r\n{body}\r\n:1\r\n"), new Random(1), largest: 5000))
            .Select(value => value.AsString()).ShouldBe([body, "1"]);
    }

    private static IEnumerable<byte[]> Chunks(byte[] bytes, Random random, int largest = 12)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var size = Math.Min(random.Next(1, largest), bytes.Length - at);
            yield return bytes[at..(at + size)];
            at += size;
        }
    }
}
