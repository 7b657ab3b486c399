namespace RedisOperator.Vip;

internal sealed partial class AddressKeeper
{
    [LoggerMessage(6101, LogLevel.Information, "took {Vip} on {Interface}: {Why}")]
    private partial void LogTaken(VipAddress vip, string @interface, string why);

    [LoggerMessage(6102, LogLevel.Information, "dropped {Vip} from {Interface}: {Why}")]
    private partial void LogDropped(VipAddress vip, string @interface, string why);

    [LoggerMessage(6103, LogLevel.Error, "cannot take {Vip}: {Why}")]
    private partial void LogCannotTake(VipAddress vip, string why);

    [LoggerMessage(6104, LogLevel.Error, "cannot drop {Vip}: {Why}")]
    private partial void LogCannotDrop(VipAddress vip, string why);

    [LoggerMessage(6105, LogLevel.Warning, "{Why}")]
    private partial void LogFormerHolder(string why);

    [LoggerMessage(6106, LogLevel.Warning, "cannot announce {Vip}: {Why}")]
    private partial void LogCannotAnnounce(VipAddress vip, string why);

    [LoggerMessage(6107, LogLevel.Warning, "{Vip} is here, and {HardwareAddress} ({Host}) answers for it too: announced again")]
    private partial void LogConflict(VipAddress vip, string? hardwareAddress, string host);

    [LoggerMessage(6108, LogLevel.Warning, "{Vip} is gone from {Interface}, and not by this agent")]
    private partial void LogVanished(VipAddress vip, string @interface);
}
