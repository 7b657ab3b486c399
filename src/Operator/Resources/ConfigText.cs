using System.Text;

namespace RedisOperator.Operator.Resources;

/// <summary>Lines of a redis.conf or sentinel.conf. Redis takes the last of two equal directives, so what must hold is written last.</summary>
internal sealed class ConfigText
{
    private readonly StringBuilder _text = new();

    public ConfigText Line(string directive, object value)
    {
        _text.Append(directive).Append(' ').Append(value).Append('\n');
        return this;
    }

    public ConfigText Comment(string text)
    {
        _text.Append("# ").Append(text).Append('\n');
        return this;
    }

    /// <summary>A user's directives, those that are allowed, in the order of their names so that the text does not change with a dictionary's mood.</summary>
    public ConfigText Users(IDictionary<string, string>? directives, Func<string, string, bool> isAllowed)
    {
        foreach (var (name, value) in (directives ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (isAllowed(name, value))
            {
                Line(name, value.Length == 0 ? "\"\"" : value);
            }
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
