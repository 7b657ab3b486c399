using System.Text;
using RedisOperator.LocalCluster.Api.Protobuf;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

public sealed class ProtobufTests
{
    [Fact]
    public void ASecretIsDecodedWithItsBytesAsBase64()
    {
        var meta = Message(Field(1, "s"), Field(3, "n"), Field(11, Message(Field(1, "owner"), Field(2, "helm"))));
        var secret = Message(Field(1, meta), Field(2, Message(Field(1, "k"), Field(2, new byte[] { 1, 2, 255 }))), Field(3, "Opaque"), Field(99, "unknown"));

        var decoded = ProtobufBody.Decode(Envelope("v1", "Secret", secret));

        decoded.ToJsonString().ShouldBe(
            """{"metadata":{"name":"s","namespace":"n","labels":{"owner":"helm"}},"data":{"k":"AQL/"},"type":"Opaque","apiVersion":"v1","kind":"Secret"}""");
    }

    [Fact]
    public void DeleteOptionsKeepAGraceOfZero()
    {
        var decoded = ProtobufBody.Decode(Envelope("v1", "DeleteOptions", Message([0x08, 0x00], Field(2, Message(Field(1, "u"))), Field(4, "Background"))));

        decoded.Integer("gracePeriodSeconds").ShouldBe(0);
        decoded.Text("preconditions", "uid").ShouldBe("u");
        decoded.Text("propagationPolicy").ShouldBe("Background");
    }

    [Theory]
    [InlineData("6b387300ff")]
    [InlineData("6b3873000a7f")]
    [InlineData("00000000")]
    public void GarbageIsABadRequest(string hex) => Should.Throw<StatusException>(() => ProtobufBody.Decode(Convert.FromHexString(hex))).Code.ShouldBe(400);

    [Fact]
    public void AKindWithoutATableIsNotSilentlyEmptied() =>
        Should.Throw<StatusException>(() => ProtobufBody.Decode(Envelope("v1", "Gadget", []))).Code.ShouldBe(415);

    private static byte[] Envelope(string apiVersion, string kind, byte[] raw) =>
        [.. "k8s\0"u8, .. Message(Field(1, Message(Field(1, apiVersion), Field(2, kind))), Field(2, raw))];

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes)
    {
        var tag = (number << 3) | 2;
        byte[] head = tag < 0x80 ? [(byte)tag] : [(byte)((tag & 0x7f) | 0x80), (byte)(tag >> 7)];
        return [.. head, (byte)bytes.Length, .. bytes];
    }
}
