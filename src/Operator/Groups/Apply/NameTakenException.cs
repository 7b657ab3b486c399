namespace RedisOperator.Operator.Groups.Apply;

/// <summary>An object of the group cannot be made because its name belongs to something else, which is left as it is.</summary>
public sealed class NameTakenException : Exception
{
    public NameTakenException()
    {
    }

    public NameTakenException(string message)
        : base(message)
    {
    }

    public NameTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public NameTakenException(string kind, string name)
        : this($"the {kind} {name} exists and does not belong to this group: rename the group, or remove that object")
    {
    }
}
