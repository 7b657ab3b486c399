using System.Net.NetworkInformation;

namespace RedisOperator.Vip;

/// <summary>A network interface as the kernel has it now.</summary>
/// <param name="HardwareAddress">six bytes on Ethernet; empty, or zeros, where there is none (tunnels, lo)</param>
public sealed record InterfaceView(string Name, int Index, PhysicalAddress HardwareAddress, IReadOnlyList<InterfaceAddress> Addresses)
{
    public bool Has(VipAddress vip) => Addresses.Any(address => address.Address.Equals(vip.Address));

    public override string ToString() => Addresses.Count == 0 ? Name : $"{Name} ({string.Join(", ", Addresses)})";

    /// <summary>Null when there is no interface of this name.</summary>
    public static InterfaceView? Read(string name) => All().FirstOrDefault(view => view.Name == name);

    public static IEnumerable<InterfaceView> All() => NetworkInterface.GetAllNetworkInterfaces().Select(View).OfType<InterfaceView>();

    /// <summary>Null for one that is removed while it is read.</summary>
    private static InterfaceView? View(NetworkInterface one)
    {
        try
        {
            var properties = one.GetIPProperties();
            return new InterfaceView(
                one.Name,
                properties.GetIPv4Properties().Index,
                one.GetPhysicalAddress(),
                [.. properties.UnicastAddresses.Select(address => new InterfaceAddress(address.Address, address.PrefixLength))]);
        }
        catch (Exception e) when (e is NetworkInformationException or IOException)
        {
            return null;
        }
    }
}
