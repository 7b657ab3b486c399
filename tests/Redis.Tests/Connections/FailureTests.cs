using System.Net;
using System.Net.Sockets;
using RedisOperator.Redis.Tests.Protocol;

namespace RedisOperator.Redis.Tests.Connections;

public class FailureTests
{
    private static readonly IPEndPoint Somewhere = new(IPAddress.Loopback, 6379);

    [Theory]
    [InlineData(SocketError.ConnectionRefused, RedisFailureKind.Refused)]
    [InlineData(SocketError.HostUnreachable, RedisFailureKind.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, RedisFailureKind.Unreachable)]
    [InlineData(SocketError.HostNotFound, RedisFailureKind.Unreachable)]
    [InlineData(SocketError.TimedOut, RedisFailureKind.Timeout)]
    [InlineData(SocketError.ConnectionReset, RedisFailureKind.ConnectionLost)]
    public void Socket_errors_are_told_apart(SocketError error, RedisFailureKind kind) => SocketFailure.KindOf(error).ShouldBe(kind);

    [Theory]
    [InlineData("NOAUTH Authentication required.", RedisFailureKind.AuthenticationFailed)]
    [InlineData("WRONGPASS invalid username-password pair", RedisFailureKind.AuthenticationFailed)]
    [InlineData("NOPERM this user has no permissions", RedisFailureKind.NotPermitted)]
    [InlineData("LOADING Redis is loading the dataset in memory", RedisFailureKind.Loading)]
    [InlineData("DENIED Redis is running in protected mode", RedisFailureKind.Denied)]
    [InlineData("NOGOODSLAVE No suitable replica to promote", RedisFailureKind.ServerError)]
    public void Error_answers_are_told_apart_by_their_code(string text, RedisFailureKind kind)
    {
        var failure = ErrorAnswer.ToFailure(Wire.ReadAll($"-{text}\r\n")[0], Somewhere, CommandName.Of(["GET", "x"]));

        failure.Kind.ShouldBe(kind);
        failure.Code.ShouldBe(text.Split(' ')[0]);
        failure.Message.ShouldBe($"GET on 127.0.0.1:6379: {text}");
    }

    [Theory]
    [InlineData("AUTH", "hush")]
    [InlineData("HELLO", "3", "AUTH", "default", "hush")]
    [InlineData("SENTINEL", "SET", "g", "auth-pass", "hush")]
    [InlineData("CONFIG", "SET", "requirepass", "hush")]
    [InlineData("CONFIG", "SET", "masterauth", "hush")]
    public void A_password_that_the_server_repeats_is_not_passed_on(params string[] command)
    {
        var error = Wire.ReadAll("-ERR unknown command 'x', with args beginning with: 'hush'\r\n")[0];

        ErrorAnswer.ToFailure(error, Somewhere, CommandName.Of(command)).ToException().ToString().ShouldNotContain("hush");
    }

    [Fact]
    public void Options_never_print_the_password() =>
        new ConfigurationOptions { EndPoint = new DnsEndPoint("cache-0", 6379), User = "ops", Password = "hush" }.ToString().ShouldBe("ops@cache-0:6379");
}
