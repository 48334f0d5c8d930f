namespace ReferenceShop.AppHost.NativeServers;

/// <summary>The volume that a server in a container keeps its data in.</summary>
internal static class ContainerData
{
    public static IResourceBuilder<TServer> Keep<TServer>(IResourceBuilder<TServer> server, bool fresh, Action<string> useVolume)
        where TServer : ContainerResource
    {
        var volume = VolumeNameGenerator.Generate(server, "data");
        if (fresh)
        {
            ContainerRuntime.RemoveVolume(volume);
        }

        useVolume(volume);
        return server;
    }
}
