namespace RedisOperator.Redis.Tests.Protocol;

public class RedisResultTests
{
    [Fact]
    public void Reading_a_value_as_something_else_gives_null()
    {
        var array = Wire.ReadAll("*1\r\n+a\r\n")[0];

        array.AsString().ShouldBeNull();
        array.AsInt64().ShouldBeNull();
        array.AsBoolean().ShouldBeNull();
        array.AsDouble().ShouldBeNull();
        RedisResult.Null.AsString().ShouldBeNull();
        RedisResult.Null.Items.ShouldBeEmpty();
        Wire.ReadAll("+abc\r\n")[0].AsInt64().ShouldBeNull();
    }

    [Theory]
    [InlineData("%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n")]
    [InlineData("*4\r\n+a\r\n:1\r\n+b\r\n:2\r\n")]
    public void A_map_and_its_flat_form_read_alike(string wire)
    {
        var fields = Wire.ReadAll(wire)[0].AsDictionary();

        fields["a"].AsInt64().ShouldBe(1);
        fields["b"].AsInt64().ShouldBe(2);
    }

    [Fact]
    public void An_error_has_a_code() => Wire.ReadAll("-INPROG Failover already in progress\r\n")[0].ErrorCode.ShouldBe("INPROG");
}
