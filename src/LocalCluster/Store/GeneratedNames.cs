namespace RedisOperator.LocalCluster.Store;

/// <summary>Five letters behind a generateName, from the alphabet Kubernetes uses (no vowels, so no words).</summary>
internal sealed class GeneratedNames(Random random)
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    private readonly Lock _gate = new();

    public string Next(string prefix)
    {
        lock (_gate)
        {
            return prefix + new string(random.GetItems<char>(Alphabet, 5));
        }
    }
}
