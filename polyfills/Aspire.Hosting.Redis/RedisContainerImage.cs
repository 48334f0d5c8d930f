namespace Aspire.Hosting.Redis;

/// <summary>The image that this version of the integration runs.</summary>
internal static class RedisContainerImage
{
    public const string Registry = "docker.io";
    public const string Image = "library/redis";
    public const string Tag = "8.6";
}
