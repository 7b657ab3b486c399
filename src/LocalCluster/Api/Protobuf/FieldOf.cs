namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Short names for the fields of the tables.</summary>
internal static class FieldOf
{
    public static MessageField Metadata => One("metadata", "ObjectMeta");

    public static MessageField Text(string name) => new(name, FieldKind.Text);

    public static MessageField Texts(string name) => new(name, FieldKind.Text, IsList: true);

    public static MessageField Map(string name) => new(name, FieldKind.TextMap);

    /// <summary>A pointer in Go: 0 is said.</summary>
    public static MessageField Number(string name) => new(name, FieldKind.Integer);

    /// <summary>Not a pointer in Go: 0 says nothing.</summary>
    public static MessageField Count(string name) => new(name, FieldKind.Integer, OmitZero: true);

    public static MessageField Flag(string name) => new(name, FieldKind.Flag);

    public static MessageField Mark(string name) => new(name, FieldKind.Flag, OmitZero: true);

    public static MessageField NumberOrText(string name) => new(name, FieldKind.NumberOrText);

    public static MessageField Quantities(string name) => new(name, FieldKind.QuantityMap);

    public static MessageField One(string name, string message) => new(name, FieldKind.Message, Message: message);

    public static MessageField Many(string name, string message) => new(name, FieldKind.Message, IsList: true, Message: message);
}
