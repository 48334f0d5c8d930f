using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Model;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("redis", null, "redis:latest")]
    [InlineData("redis", "7.4", "redis:7.4")]
    [InlineData("redis:7.2", null, "redis:7.2")]
    [InlineData("localhost:5000/library/redis", null, "localhost:5000/library/redis:latest")]
    [InlineData("redis@sha256:abcd", null, "redis@sha256:abcd")]
    public void An_image_has_a_full_name(string image, string? tag, string expected)
    {
        var container = TestHost.CreateBuilder().AddContainer("c", "other").WithImage(image, tag).Resource;

        Assert.True(container.TryGetContainerImageName(out var name));
        Assert.Equal(expected, name);
        Assert.True(container.IsContainer());
    }

    [Fact]
    public void Parts_of_the_image_can_be_replaced()
    {
        var container = TestHost.CreateBuilder().AddContainer("c", "redis", "7").WithImageRegistry("quay.io").WithImageTag("8");

        container.Resource.TryGetContainerImageName(out var tagged);
        Assert.Equal("quay.io/redis:8", tagged);
        container.WithImageSHA256("abcd").Resource.TryGetContainerImageName(out var digested);
        Assert.Equal("quay.io/redis@sha256:abcd", digested);
    }

    [Fact]
    public void Mounts_are_volumes_or_absolute_paths()
    {
        var builder = TestHost.CreateBuilder();
        var container = builder.AddContainer("c", "redis").WithVolume("data", "/data").WithVolume("/tmp").WithBindMount("conf", "/etc/conf", isReadOnly: true);

        Assert.True(container.Resource.TryGetContainerMounts(out var mounts));
        Assert.Equal(
            [
                ("data", "/data", ContainerMountType.Volume, false),
                (null, "/tmp", ContainerMountType.Volume, false),
                (Path.Combine(Path.GetFullPath(builder.AppHostDirectory), "conf"), "/etc/conf", ContainerMountType.BindMount, true),
            ],
            mounts.Select(mount => (mount.Source, mount.Target, mount.Type, mount.IsReadOnly)));
        Assert.Throws<ArgumentException>(() => new ContainerMountAnnotation("relative", "/x", ContainerMountType.BindMount, isReadOnly: false));
        Assert.Throws<ArgumentException>(() => new ContainerMountAnnotation(null, "/x", ContainerMountType.Volume, isReadOnly: true));
    }

    [Fact]
    public void A_volume_has_the_same_name_in_every_run()
    {
        var builder = TestHost.CreateBuilder();
        var container = builder.AddContainer("db", "postgres");

        var name = VolumeNameGenerator.Generate(container, "data");

        Assert.Equal(name, VolumeNameGenerator.Generate(container, "data"));
        Assert.EndsWith("-db-data", name, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VolumeNameGenerator.Generate(container, "da/ta"));
    }

    [Fact]
    public void The_last_lifetime_counts()
    {
        var container = TestHost.CreateBuilder().AddContainer("c", "redis").WithLifetime(ContainerLifetime.Persistent).WithLifetime(ContainerLifetime.Session);

        Assert.Equal(ContainerLifetime.Session, Assert.Single(container.Resource.Annotations.OfType<ContainerLifetimeAnnotation>()).Lifetime);
    }
}
