namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>What <c>kubectl explain</c> says.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class DescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}

/// <summary>A regular expression for a string, or for each value of a map or list of strings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string regexPattern) : Attribute
{
    public string RegexPattern { get; } = regexPattern;
}

/// <summary>Bounds of a string's length, or of the length of each value of a map or list of strings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(long minLength = -1, long maxLength = -1) : Attribute
{
    public long MinLength { get; } = minLength;

    public long MaxLength { get; } = maxLength;
}

/// <summary>Bounds of the number of items of a list, or of the number of keys of a map.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(long minItems = -1, long maxItems = -1) : Attribute
{
    public long MinItems { get; } = minItems;

    public long MaxItems { get; } = maxItems;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMinimumAttribute(double minimum) : Attribute
{
    public double Minimum { get; } = minimum;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMaximumAttribute(double maximum) : Attribute
{
    public double Maximum { get; } = maximum;
}

/// <summary>
/// The values a string may have. A string and not an enum in C#: an object written by a newer version must not break the list it is in.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EnumValuesAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}

/// <summary>
/// A CEL rule that the API server checks at every write, with the sentence it answers when the rule does not hold. The sentence names the field and what to
/// write instead. Rules of a property see it as <c>self</c>; those of a class see the object.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string rule, string message) : Attribute
{
    public string Rule { get; } = rule;

    public string Message { get; } = message;
}

/// <summary>How server-side apply merges a list: "atomic", "set" or "map".</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class XListTypeAttribute(string listType) : Attribute
{
    public string ListType { get; } = listType;
}

/// <summary>The keys that tell the items of a list of type "map" apart.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class XListMapKeysAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys { get; } = keys;
}
