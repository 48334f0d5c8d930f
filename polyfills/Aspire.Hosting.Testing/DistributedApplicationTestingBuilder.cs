using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Makes builders for tests (the API of <c>Aspire.Hosting.Testing</c>): either an AppHost's own, with all that its entry point adds, or an empty one. Ports are
/// free ones and there is no dashboard, unless the test says otherwise.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)" />
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), [], cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)" />
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)" />
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, [], cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], Action{DistributedApplicationOptions, HostApplicationBuilderSettings}, CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>Runs the entry point of an AppHost up to where it builds its application, and gives the builder as it is then.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">The command line of the AppHost.</param>
    /// <param name="configureBuilder">Changes the settings before the builder is made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The assembly is no AppHost, or it ended without building an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        var run = EntryPointRun.Start(entryPoint.Assembly, args, (options, settings) =>
        {
            TestSettings.Apply(entryPoint.Assembly, args, options, settings);
            configureBuilder(options, settings);
        });
        var builder = await run.Builder.WaitAsync(cancellationToken);
        return new TestingBuilder(builder, run.BuildAsync, run.Abandon);
    }

    /// <summary>Makes an empty builder.</summary>
    /// <param name="args">The command line of the AppHost.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // the calling assembly takes the AppHost's place
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(Assembly.GetCallingAssembly(), args, (_, _) => { });

    /// <summary>Makes an empty builder.</summary>
    /// <param name="args">The command line of the AppHost.</param>
    /// <param name="configureBuilder">Changes the settings before the builder is made.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
        => Create(Assembly.GetCallingAssembly(), args, configureBuilder);

    private static TestingBuilder Create(Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        // There is no entry point to catch the settings in, so what matters of them goes through the options and the command line.
        var options = new DistributedApplicationOptions { Args = args };
        var settings = new HostApplicationBuilderSettings { Args = args, Configuration = new ConfigurationManager() };
        TestSettings.Apply(assembly, args, options, settings);
        configureBuilder(options, settings);
        options.Args =
        [
            .. ((IConfiguration)settings.Configuration!).AsEnumerable().Where(pair => pair.Value is not null).Select(pair => $"--{pair.Key}={pair.Value}"),
            $"--environment={settings.EnvironmentName}",
            .. args,
        ];
        var builder = new DistributedApplicationBuilder(options);
        return new TestingBuilder(builder, _ => Task.FromResult(builder.Build()), () => { });
    }
}
