using System.Text;

namespace RedisOperator.Redis.Tests.Protocol;

public class RespWriterTests
{
    [Fact]
    public void Lengths_are_in_bytes_and_nothing_is_quoted() =>
        Encoding.UTF8.GetString(RespWriter.Encode(["SET", "clé", "a\r\nb", ""])).ShouldBe("*4\r\n$3\r\nSET\r\n$4\r\nclé\r\n$4\r\na\r\nb\r\n$0\r\n\r\n");
}
